"""What a page says today of the subject of a contribution, to be read beside what is proposed."""

from leviers.catalogue.corrections import CHAMPS
from leviers.catalogue.models import Demarche, Signalement
from leviers.catalogue.payload import as_payload
from leviers.catalogue.propositions import name_field, say_value
from leviers.evidence import usages
from leviers.reference import territoires

_TOLD_APART = ("titre", "description")


def list_state(one: Signalement) -> list[tuple[str, str]]:
    """Name and value of what the page says, as rows; nothing when only the page can tell."""
    if one.demarche:
        return _list_fields(one.demarche)
    if one.sujet == Signalement.Sujet.USAGE:
        slug, _, levier = one.sujet_id.partition("/")
        place = territoires.index_by_slug().get(slug)
        found = usages.current().by_key.get((place.siren, levier)) if place else None
        return [("Niveau de preuve", found.niveau.nom)] if found else []
    return []


def _list_fields(demarche: Demarche) -> list[tuple[str, str]]:
    present = as_payload(demarche)
    return [
        (name_field(demarche, name).capitalize(), say_value(present[name]))
        for name in CHAMPS
        if name not in _TOLD_APART
    ]
