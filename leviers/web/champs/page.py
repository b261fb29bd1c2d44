"""One champ: its leviers, how far each is repéré, its recent démarches, its legal texts."""

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from leviers.catalogue.published import Demarche, Published
from leviers.evidence.coverage import Coverage, cover
from leviers.evidence.repertoire import Row, describe_levier, list_leviers
from leviers.reference import cadre, typologie
from leviers.web.kit.jinja import reverse_url

MOST_RECENT = 8


@dataclass(frozen=True)
class Summary:
    """One champ of the list of seven."""

    champ: typologie.Champ
    leviers: tuple[typologie.Levier, ...]
    coverage: Coverage


@dataclass(frozen=True)
class Page:
    """Everything the page of a champ shows; `recentes` are those whose first year is known, latest first."""

    champ: typologie.Champ
    rows: tuple[Row, ...]
    coverage: Coverage
    demarches: tuple[Demarche, ...]
    recentes: tuple[Demarche, ...]
    textes: tuple[cadre.Texte, ...]


def list_summaries(catalogue: Published) -> tuple[Summary, ...]:
    """The seven champs in reading order."""
    coverages = cover(catalogue).champs
    leviers = typologie.load_leviers().values()
    return tuple(
        Summary(champ, tuple(levier for levier in leviers if levier.champ is champ), coverages[code])
        for code, champ in typologie.load_champs().items()
    )


def build_page(catalogue: Published, champ: typologie.Champ) -> Page:
    """Gather what is known of one champ."""
    demarches = tuple(found for found in catalogue.demarches.values() if found.champ is champ)
    dated = [demarche for demarche in demarches if demarche.annee_debut]
    dated.sort(key=lambda demarche: -(demarche.annee_debut or 0))
    return Page(
        champ=champ,
        rows=tuple(row for row in list_leviers(catalogue) if row.levier.champ is champ),
        coverage=cover(catalogue).champs[champ.code],
        demarches=demarches,
        recentes=tuple(dated[:MOST_RECENT]),
        textes=cadre.list_textes(champ.code),
    )


def page_as_json(page: Page) -> dict[str, Any]:
    """The page in the words of the models."""
    champ = page.champ
    return {
        "code": champ.code,
        "nom": champ.nom,
        "nom_court": champ.nom_court,
        "phrase": champ.phrase,
        "presentation": champ.presentation,
        "transversal": champ.transversal,
        "url": f"{settings.SITE_URL}{reverse_url('champ', champ.code)}",
        "nb_metropoles": page.coverage.nb_metropoles,
        "nb_demarches": page.coverage.nb_demarches,
        "leviers": [describe_levier(row) for row in page.rows],
        "demarches": [demarche.id for demarche in page.demarches],
        "chronologie": [asdict(texte) for texte in page.textes],
        "licence": "Licence Ouverte 2.0",
    }
