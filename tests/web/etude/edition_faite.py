"""An edition on disk, written as `leviers publish` will: study, figures, drawings, tables, papers."""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from leviers.publication.donnees.etat import Etat
from leviers.publication.donnees.fichiers import write_parquet
from leviers.publication.donnees.tables import open_tables
from leviers.publication.etude.contexte import Edition
from leviers.publication.etude.etude import ETUDE, Etude, _bind, open_contexte
from leviers.publication.etude.mesures import Mesures
from tests.web.etude.chapitres_faits import WRITERS

JOUR = date(2026, 11, 27)
PAPER = b"%PDF-1.7\n% une etude faite pour les tests\n"


def write_edition(home: Path, etat: Etat, code: str, *, writers: Any = WRITERS) -> Path:
    """A whole edition; the draft stands beside, behind its link."""
    is_draft = code == "courante"
    folder = home / "etudes" / ("brouillon-fait" if is_draft else code)
    (folder / "donnees").mkdir(parents=True)
    with open_tables(etat) as tables:
        for name in tables.codes:
            write_parquet(tables, name, folder / "donnees", etat.version)
    with open_contexte(etat, Edition(code, JOUR, is_draft)) as contexte:
        etude = _bind(contexte, ETUDE, writers, None)
        _write(folder / "chiffres.json", _list_chiffres(contexte.mesures, etude))
    _write_rest(folder, etude)
    if is_draft:
        (home / "etudes" / "courante").symlink_to(folder.name)
    return folder


def _write_rest(folder: Path, etude: Etude) -> None:
    _write(folder / "etude.json", etude.as_data())
    for name, drawn in etude.figures.items():
        (folder / "figures").mkdir(exist_ok=True)
        (folder / "figures" / f"{name}.svg").write_text(drawn, encoding="utf-8")
    (folder / "portraits").mkdir()
    for paper in ("etude.pdf", "resume.pdf", "portraits/nantes.pdf", "portraits/lyon.pdf"):
        (folder / paper).write_bytes(PAPER)
    for paper in ("citation.bib", "citation.ris", "citation.json"):
        (folder / paper).write_text("{}\n", encoding="utf-8")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    sums = [
        f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in files
    ]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    sheet = {
        "code": etude.edition.code,
        "titre": etude.edition.titre,
        "jour": JOUR.isoformat(),
        "version": etude.version,
        "build": etude.build,
        "doi": "",
        "digest": sha256("".join(sums).encode()).hexdigest()[:16],
    }
    _write(folder / "edition.json", sheet)


def _list_chiffres(mesures: Mesures, etude: Etude) -> dict[str, Any]:
    """Every measure that the study says, with the values that it says."""
    said = {(one["mesure"], one["cle"]) for one in _walk(etude.as_data()) if one.get("sorte") == "chiffre"}
    said |= {tuple(one["sur"].split("|")) for one in _walk(etude.as_data()) if one.get("sur")}
    found: dict[str, Any] = {}
    for code, cle in sorted(said):
        one = mesures.mesurer(code, cle)
        known = one.definition
        row = found.setdefault(
            code,
            {
                "titre": known.titre,
                "unite": known.unite,
                "requete": known.requete,
                "requete_lignes": known.requete_lignes,
                "valeurs": {},
            },
        )
        row["valeurs"][cle] = {
            "valeur": one.valeur,
            "couverture_pct": one.couverture_pct,
            "annee": one.annee,
            "nb_lignes": len(mesures.list_lignes(code, cle, limit=1_000_000)),
        }
    return found


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from _walk(one)
    elif isinstance(value, list):
        for one in value:
            yield from _walk(one)


def _write(file: Path, content: Any) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
