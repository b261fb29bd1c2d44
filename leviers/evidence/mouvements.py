"""The public journal: each niveau that rose or fell, when, because of which preuves."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from leviers.catalogue import published
from leviers.catalogue.models import Etat
from leviers.evidence import fictif
from leviers.evidence.models import Mouvement, NiveauEtabli
from leviers.evidence.niveaux import BY_CODE, Niveau
from leviers.evidence.preuves import counts
from leviers.evidence.regles import load_regles
from leviers.evidence.requetes import read_query
from leviers.evidence.usages import Key, Usage, Usages, compute_usages
from leviers.warehouse.read import find_builds

CATALOGUE, RELECTURE, BUILD, ENQUETE = "catalogue", "relecture", "build", "enquete"
CONTRIBUTION = "contribution"
CAUSES = {
    CATALOGUE: "une publication au catalogue",
    RELECTURE: "une relecture",
    BUILD: "une nouvelle livraison de données ouvertes",
    ENQUETE: "une réponse à une enquête",
    CONTRIBUTION: "une contribution du référent de la métropole",
}
SHOWN = 5
"""Ways back kept with one line of the journal."""


def settle(cause: str = "") -> list[Mouvement]:
    """Bring the niveaux kept up to date, and write a line for each one that changed.

    cause   « relecture », « enquete » or « contribution » when one asks for it; else told by the preuves
    Rule    the first time, niveaux are kept without any line: nothing changed yet
    Safe    nothing is lost when it is interrupted: the next call sees the same differences
    """
    usages = [*_list_usages()]
    moved = []
    with transaction.atomic():
        kept = {
            (row.territoire_siren, row.levier): row for row in NiveauEtabli.objects.select_for_update().all()
        }
        for known in usages:
            is_first = not any(key[0] in known.sirens for key in kept)
            moved += _settle(known, kept, cause, is_first=is_first)
        if moved:
            Etat.bump_relectures()  # pages that were kept meanwhile lack the new lines
    return moved


def start() -> None:
    """Keep the niveaux as they stand before a first review, so that what it changes gets its line."""
    kept = set(NiveauEtabli.objects.values_list("territoire_siren", flat=True).distinct())
    if any(kept.isdisjoint(known.sirens) for known in _list_usages()):
        settle()


def _list_usages() -> Iterable[Usages]:
    catalogue = published.current()
    yield compute_usages(catalogue)
    invented = fictif.compute_usages_fictifs(catalogue.version)
    if invented:
        yield invented


def _settle(usages: Usages, kept: dict[Key, NiveauEtabli], cause: str, *, is_first: bool) -> list[Mouvement]:
    moved, news, changed = [], [], []
    build = usages.releve.build.numero if usages.releve else ""
    for key, usage in usages.by_key.items():
        cles = list_cles(usage, usages)
        row = kept.get(key)
        if row is None:
            news.append(
                NiveauEtabli(territoire_siren=key[0], levier=key[1], niveau=usage.niveau.code, preuves=cles)
            )
            continue
        if is_move(BY_CODE[row.niveau], usage.niveau):
            moved.append(_as_mouvement(row, usage, cles, cause, build))
        if row.niveau != usage.niveau.code or row.preuves != cles:
            row.niveau, row.preuves = usage.niveau.code, cles
            changed.append(row)
    NiveauEtabli.objects.bulk_create(news)
    NiveauEtabli.objects.bulk_update(changed, ["niveau", "preuves"])
    return [] if is_first else Mouvement.objects.bulk_create(moved)


def is_move(before: Niveau, after: Niveau) -> bool:
    """Whether a niveau rose or fell: to learn that something could not be observed is neither."""
    return max(before.rang, 0) != max(after.rang, 0)


def list_cles(usage: Usage, usages: Usages) -> list[str]:
    """Ways back of the preuves that count for a usage, in a fixed order."""
    regle = load_regles().leviers[usage.levier.code]
    annee = usages.releve.annee if usages.releve else 0
    return sorted(
        cle for preuve in usage.preuves if counts(preuve, regle, annee=annee) for cle in preuve.cles
    )


def _as_mouvement(row: NiveauEtabli, usage: Usage, cles: list[str], cause: str, build: str) -> Mouvement:
    before, after = set(row.preuves), set(cles)
    rose = usage.niveau.rang > BY_CODE[row.niveau].rang
    moved = sorted(after - before) if rose else sorted(before - after)
    return Mouvement(
        territoire_siren=row.territoire_siren,
        levier=row.levier,
        avant=row.niveau,
        apres=usage.niveau.code,
        cause=cause or _say_cause(moved),
        preuves=moved[:SHOWN],
        build=build,
    )


def _say_cause(moved: list[str]) -> str:
    genres = {cle.partition(":")[0] for cle in moved}
    if genres == {"declaration"}:
        return CONTRIBUTION
    return CATALOGUE if "demarche" in genres else ENQUETE if genres == {"reponse"} else BUILD


def name_acts(cles: Iterable[str]) -> dict[str, str]:
    """Titles of public acts by their way back « genre:id »; those that no build knows are left out."""
    wanted = sorted(set(cles))
    titles: dict[str, str] = {}
    for build in find_builds(settings.HOME).values() if wanted else ():
        for row in build.read(read_query("titres"), {"cles": wanted}):
            titles[row["cle"]] = row["objet"] or ""
    return titles
