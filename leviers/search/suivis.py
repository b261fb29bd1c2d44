"""How searches that readers follow are read again: the search, the démarches, the four lists of records."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.urls import reverse

from leviers.catalogue import published
from leviers.evidence.explore import count_selection, read_selection, write_selection
from leviers.evidence.explorers import EXPLORERS, Explorer
from leviers.evidence.selection import Selection
from leviers.participation.suivis import evenements
from leviers.participation.suivis.evenements import Resultat, Resultats
from leviers.participation.suivis.recherches import LIMIT
from leviers.search import selection
from leviers.search.demarches import select_demarches
from leviers.search.everything import list_exact, name_state
from leviers.warehouse.read import FICTIF, REEL, Build, find_builds

RECHERCHE, DEMARCHES = "recherche", "demarches"
LISTES = (RECHERCHE, DEMARCHES, *EXPLORERS)
_PAGES = {
    "marches": "marche",
    "subventions": "subvention",
    "deliberations": "deliberation",
    "structure": "acteur",
    "annonce": "reseau-annonce",
    "reseau": "reseau-membres",
}
_UNTITLED = "Sans titre déclaré"

Asked = dict[str, list[str]]


def find_results(adresse: str, limit: int = LIMIT) -> Resultats:
    """What the search of an address finds, `limit` results at most.

    Shape   « /marches/?territoire=nantes&q=insertion » -> results; an unknown list gives none
    """
    nom, asked = read_address(adresse)
    if nom == RECHERCHE:
        return _find_everywhere(asked, limit)
    if nom == DEMARCHES:
        found = select_demarches(selection.read_selection(asked)).demarches
        shown = (
            Resultat(f"demarche:{one.id}", one.titre, one.territoire.nom, reverse("demarche", args=[one.id]))
            for one in found[:limit]
        )
        return Resultats(len(found), tuple(shown))
    build = find_build()
    if nom not in EXPLORERS or build is None:
        return Resultats(0, ())
    explorer = EXPLORERS[nom]
    chosen = read_selection(build, explorer, asked)[0]
    return Resultats(
        count_selection(build, explorer, chosen), tuple(_list_records(build, explorer, chosen, limit))
    )


def count_results(adresse: str) -> int:
    """How many results the search of an address has."""
    return find_results(adresse, limit=1).nb


def list_versions() -> Mapping[str, str]:
    """What each list depends on."""
    build = find_build()
    numero = build.numero if build else ""
    said = {RECHERCHE: name_state(), DEMARCHES: str(published.read_version())}
    return said | dict.fromkeys(EXPLORERS, numero)


def read_address(adresse: str) -> tuple[str, Asked]:
    """Name of the list and what is asked of it."""
    parts = urlsplit(adresse)
    return parts.path.strip("/"), parse_qs(parts.query)


def find_build() -> Build | None:
    """The build that lists show: real data when there are, else the invented territoire."""
    builds = find_builds(settings.HOME)
    return builds.get(REEL) or builds.get(FICTIF)


def _find_everywhere(asked: Asked, limit: int) -> Resultats:
    typed, genre = (asked.get(name, [""])[0] for name in ("q", "genre"))
    nb, hits = list_exact(typed, genre=genre, limit=limit)
    shown = [
        Resultat(
            cle=f"{hit.genre}:{hit.cle}",
            titre="".join(text for text, _is_lit in hit.titre) or _UNTITLED,
            lieu=", ".join(hit.contexte),
            adresse=reverse(_PAGES.get(hit.genre, hit.genre), args=[hit.cle]),
        )
        for hit in hits[:limit]
    ]
    return Resultats(nb, tuple(shown))


def _list_records(build: Build, explorer: Explorer, chosen: Selection, limit: int) -> Iterator[Resultat]:
    """The first records, the most recent before the others."""
    is_acteur = not explorer.genre
    columns = "fait_id as cle, titre, donneur_nom as lieu, jour"
    if is_acteur:
        columns = "siren as cle, nom as titre, '' as lieu, '' as jour"
    query, values = write_selection(build, explorer, Selection(chosen.q, chosen.filters), columns)
    page = "acteur" if is_acteur else _PAGES[explorer.code]
    rows: list[dict[str, Any]] = build.read(f"{query} limit {limit}", values)
    for row in rows:
        yield Resultat(
            cle=f"{page}:{row['cle']}",
            titre=row["titre"] or _UNTITLED,
            lieu=row["lieu"] or "",
            adresse=reverse(page, args=[row["cle"]]),
            jour=str(row["jour"] or ""),
        )


evenements.search(find=find_results, versions=list_versions)
