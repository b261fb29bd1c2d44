"""What a reader proposes to write on a démarche, field by field: shown beside what it says, made a draft."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.models import Revision

from leviers.catalogue.models import Demarche, Signalement
from leviers.catalogue.payload import as_payload
from leviers.catalogue.propositions import (
    Difference,
    name_field,
    require_editable,
    say_value,
    write_draft,
)

CHAMPS = ("titre", "description", "annee_debut", "annee_fin", "statut", "montant_eur")
"""What a reader may correct, in the order of the form."""
SOURCE = "sources"


@dataclass(frozen=True)
class Brouillon:
    """A draft made of a correction, and what the démarche was before, for who would take it back."""

    version: int
    precedente: int | None
    en_attente: bool


def list_differences(one: Signalement) -> list[Difference]:
    """What a contribution would change of its démarche as readers see it; nothing when it names no field."""
    if one.demarche is None:
        return []
    present = as_payload(one.demarche)
    found = [
        Difference(name, name_field(one.demarche, name), say_value(present[name]), say_value(value))
        for name, value in _read(one).items()
        if present[name] != value
    ]
    if _brings_source(one, present):
        found.append(Difference(SOURCE, "source à ajouter", "", one.source_url))
    return found


def draft(one: Signalement, *, by: Any, champs: Collection[str]) -> Brouillon | None:
    """Write chosen fields of a contribution in a draft of its démarche; nothing when none changes it.

    Raises  NotPublishable when somebody else holds the démarche
    """
    demarche = one.demarche
    if demarche is None:
        return None
    present = as_payload(demarche.get_latest_revision_as_object())
    values = {name: value for name, value in _read(one).items() if name in champs and present[name] != value}
    if SOURCE in champs and _brings_source(one, present):
        page = {"url": one.source_url, "titre": demarche.titre, "editeur": "", "date": ""}
        values[SOURCE] = [*present["sources"], page]
    if not values:
        return None
    require_editable(demarche, by)
    before = demarche.latest_revision_id, demarche.has_unpublished_changes
    return Brouillon(write_draft(demarche, values, by=by).pk, *before)


def take_back(demarche_id: str, brouillon: Mapping[str, Any]) -> bool:
    """Forget the draft of a correction; no when somebody wrote, submitted or published since: it stays."""
    version = brouillon["version"]
    demarche = Demarche.objects.filter(pk=demarche_id, latest_revision=version).first()
    if demarche is None or demarche.live_revision_id == version or demarche.current_workflow_state:
        return False
    Demarche.objects.filter(pk=demarche_id).update(
        latest_revision=brouillon["precedente"], has_unpublished_changes=brouillon["en_attente"]
    )
    Revision.objects.filter(pk=version).delete()
    return True


def _read(one: Signalement) -> dict[str, Any]:
    return {name: one.corrections[name] for name in CHAMPS if name in one.corrections}


def _brings_source(one: Signalement, present: Mapping[str, Any]) -> bool:
    """Whether it shows a page that the démarche does not cite; one that is dead is no source."""
    is_dead = one.objet == Signalement.Objet.SOURCE
    known = {source["url"] for source in present["sources"]}
    return bool(one.source_url) and not is_dead and one.source_url not in known
