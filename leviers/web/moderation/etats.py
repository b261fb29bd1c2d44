"""What a page says today of the subject of a contribution, to be read beside what is proposed."""

from django.http import Http404
from django.urls import resolve

from leviers.catalogue.corrections import CHAMPS
from leviers.catalogue.models import Demarche, Signalement
from leviers.catalogue.payload import as_payload
from leviers.catalogue.propositions import name_field, say_value
from leviers.evidence import usages
from leviers.reference import territoires
from leviers.reference.typography import NBSP, enumere
from leviers.web.indicateurs import figures
from leviers.web.kit.typography import nombre

_TOLD_APART = ("titre", "description")


def list_state(one: Signalement) -> list[tuple[str, str]]:
    """Name and value of what the page says, as rows; nothing when only the page can tell."""
    if one.demarche:
        return _list_fields(one.demarche)
    readers = {Signalement.Sujet.USAGE: _list_usage, Signalement.Sujet.INDICATEUR: _list_valeur}
    read = readers.get(Signalement.Sujet(one.sujet))
    return read(one) if read else []


def _list_usage(one: Signalement) -> list[tuple[str, str]]:
    slug, _, levier = one.sujet_id.partition("/")
    place = territoires.index_by_slug().get(slug)
    found = usages.current().by_key.get((place.siren, levier)) if place else None
    if found is None:
        return []
    shown = enumere([demarche.titre for demarche in found.demarches])
    return [("Niveau de preuve", found.niveau.nom), *([("Démarches", shown)] if shown else [])]


def _list_valeur(one: Signalement) -> list[tuple[str, str]]:
    """The value as it is computed today, which may differ from what was contested."""
    try:
        found = resolve(one.sujet_adresse)
        if found.url_name != "valeur":
            return []
        code, slug, lien, annee = (found.kwargs[name] for name in ("code", "slug", "lien", "annee"))
        _build, valeur = figures.find_valeur(code, slug, annee, lien)
    except Http404:
        return [("Aujourd’hui", "cette valeur n’existe plus")]
    said = figures.say_valeur(figures.find_indicateur(code), valeur)
    return [("Aujourd’hui", said), ("Couverture", f"{nombre(valeur.couverture_pct)}{NBSP}%")]


def _list_fields(demarche: Demarche) -> list[tuple[str, str]]:
    present = as_payload(demarche)
    return [
        (name_field(demarche, name).capitalize(), say_value(present[name]))
        for name in CHAMPS
        if name not in _TOLD_APART
    ]
