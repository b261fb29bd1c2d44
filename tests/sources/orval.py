"""Orval Métropole, an invented source to fetch: its declaration, its files, a home to put them in."""

from datetime import UTC, datetime
from pathlib import Path

from leviers.sources.catalogue import Colonnes, Fichier, Source
from leviers.sources.download import Downloader, Patience, open_client
from leviers.sources.fetch import Fetcher, Outcome
from tests.sources.server import Site

CSV = b"nom;montant\nOrval;10\nTilleuls;20\n"
JSON = b'{"marches": []}'
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
QUICK = Patience(essais=2, attente=0.01, attente_max=0.02)


def make_source(*fichiers: Fichier, code: str = "orval") -> Source:
    return Source(
        code=code,
        titre="Données d’Orval",
        editeur="Orval Métropole",
        page="https://exemple.invalid/orval",
        adresse_verifiee=False,
        licence="Licence Ouverte 2.0",
        rythme="annuel",
        format="csv",
        fichiers=fichiers
        or (Fichier("csv", "scdl", "orval/*.csv*"), Fichier("json", "2022", "orval/*.json")),
        colonnes={"scdl": Colonnes(("nom",)), "2022": Colonnes(("id",))},
        budget_pertes_pct=2.0,
        pieges=(),
        tables=("marches",),
        dossier=Path(),
    )


def online(site: Site, **bodies: bytes) -> Source:
    """A source whose files are on the site: a=… is a.csv."""
    fichiers = [
        Fichier("csv", "scdl", adresse=site.put(f"/{name}", body), nom=f"{name}.csv")
        for name, body in bodies.items()
    ]
    return make_source(*fichiers)


class Home:
    """A home to fetch into, with its clock stopped at noon."""

    def __init__(self, root: Path) -> None:
        self.raw = root / "raw"

    def fetch(self, source: Source, mirror: Path | None = None, now: datetime = NOON) -> Outcome:
        with open_client() as client:
            return Fetcher(self.raw, mirror, Downloader(client, QUICK), lambda: now).fetch(source)

    def deliveries(self) -> list[str]:
        return sorted(path.name for path in (self.raw / "orval").iterdir() if path.name != ".verrou")

    def read(self, day: str) -> dict[str, bytes]:
        folder = self.raw / "orval" / day
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "receipt.json"}


def fill_mirror(folder: Path) -> Path:
    """A mirror with two files of the source and one that is not of it."""
    orval = folder / "orval"
    orval.mkdir(parents=True)
    (orval / "a.csv").write_bytes(CSV)
    (orval / "b.json").write_bytes(JSON)
    (orval / "notes.txt").write_bytes(b"rien")
    return folder
