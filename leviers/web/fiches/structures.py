"""What the builds know of a SIREN: the structure it is, the domain that proves it, its name and its page."""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from leviers.directory.fiches import accueil, collectivites
from leviers.directory.models import Bloc
from leviers.evidence.acteurs import Acteur, find_acteur
from leviers.evidence.sites import find_domain
from leviers.reference import territoires
from leviers.warehouse.read import REEL, find_builds

_NOMS = "select siren, nom from lists.acteurs where siren in (select unnest($sirens))"


class Nomme(NamedTuple):
    """A SIREN as pages show it; `adresse` is empty when it has no page."""

    siren: str
    nom: str
    adresse: str


def find_structure(siren: str) -> Acteur | None:
    """The structure of a SIREN, real or invented, when a register or a list names it."""
    builds = find_builds(settings.HOME)
    return find_acteur(builds, siren) if builds else None


def find_proof(siren: str) -> str:
    """Domain of its public website, which proves whom an address speaks for; empty when nothing does."""
    return find_domain(find_builds(settings.HOME), siren)


def name_sirens(sirens: Iterable[str]) -> dict[str, Nomme]:
    """Métropoles and collectivités by their name, structures by that of lists, else the declared one."""
    wanted = list(dict.fromkeys(sirens))
    metropoles = territoires.load_metropoles()
    joined = collectivites.list_names() if {*wanted} - metropoles.keys() else {}
    others = [siren for siren in wanted if siren not in metropoles and siren not in joined]
    listed, declared = _read_listed(others), _read_declared(others)
    found = {}
    for siren in wanted:
        if siren in metropoles:
            page = reverse("metropole", args=[metropoles[siren].slug])
            found[siren] = Nomme(siren, metropoles[siren].nom, page)
        elif siren in joined:
            found[siren] = Nomme(siren, joined[siren], reverse("collectivite", args=[siren]))
        else:
            nom = listed.get(siren) or declared.get(siren, "")
            page = reverse("acteur", args=[siren]) if siren in listed or siren in declared else ""
            found[siren] = Nomme(siren, nom or f"SIREN {siren}", page)
    return found


def find_relay(siren: str) -> str:
    """Where one writes to a structure; empty when it takes no message."""
    is_open = accueil.find_etat(siren) == accueil.Etat.OUVERT
    return reverse("reseau-ecrire", args=[siren]) if is_open else ""


def _read_listed(sirens: list[str]) -> dict[str, str]:
    build = find_builds(settings.HOME).get(REEL)
    rows = build.read(_NOMS, {"sirens": sirens}) if build and sirens else []
    return {row["siren"]: row["nom"] for row in rows if row["nom"]}


def _read_declared(sirens: list[str]) -> dict[str, str]:
    """Names that structures give themselves: the last version of each, unless it is hidden."""
    rows = Bloc.objects.filter(siren__in=sirens, sorte=Bloc.Sorte.NOM).order_by("pk")
    last = {row.siren: row for row in rows}
    return {siren: row.contenu["nom"] for siren, row in last.items() if row.contenu and not row.masque_le}
