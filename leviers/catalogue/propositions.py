"""What a load of facts proposes on a text that somebody edited: shown, accepted or put aside."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from leviers.catalogue.facts import Payload
from leviers.catalogue.models import Proposition
from leviers.catalogue.models.editorial import Editorial
from leviers.catalogue.payload import GENRES, as_payload, write_payload
from leviers.errors import NotPublishable


@dataclass(frozen=True)
class Difference:
    """One field that differs: what the latest version says, what the file says."""

    champ: str
    nom: str
    actuel: str
    propose: str


def find_text(proposition: Proposition) -> Editorial | None:
    """The text a proposition is about, or nothing when it was deleted since."""
    model = GENRES[proposition.genre]
    return model._default_manager.filter(pk=proposition.objet_id).first()


def list_differences(proposition: Proposition) -> list[Difference]:
    """Fields on which the newer fact differs from the latest version of its text, in file order."""
    text = find_text(proposition)
    if text is None:
        return []
    present = as_payload(text.get_latest_revision_as_object())
    return [
        Difference(name, name_field(text, name), say_value(present[name]), say_value(value))
        for name, value in proposition.contenu.items()
        if present[name] != value
    ]


@transaction.atomic
def accept(proposition: Proposition, *, by: Any, champs: Collection[str] | None = None) -> None:
    """Write the newer fact, or chosen fields of it, as a draft by this person; review goes on as usual.

    The next load is quiet: the fact counts as seen. A proposition already dealt with is left as it is.

    Raises  NotPublishable when the text cannot be edited by this person now (in review, scheduled, deleted)
    """
    proposition = Proposition.objects.select_for_update().get(pk=proposition.pk)
    if proposition.etat != Proposition.Etat.OUVERTE:
        return
    text = require_editable(find_text(proposition), by)
    text.empreinte = proposition.empreinte
    text.save(update_fields=["empreinte"])
    chosen = proposition.contenu if champs is None else {name: proposition.contenu[name] for name in champs}
    write_draft(text, chosen, by=by)
    _close(proposition, Proposition.Etat.ACCEPTEE, by)


@transaction.atomic
def dismiss(proposition: Proposition, *, by: Any) -> None:
    """Keep the text as it is; the same fact will not be proposed again."""
    proposition = Proposition.objects.select_for_update().get(pk=proposition.pk)
    if proposition.etat == Proposition.Etat.OUVERTE:
        _close(proposition, Proposition.Etat.ECARTEE, by)


def require_editable(text: Editorial | None, by: Any) -> Editorial:
    """The text, unless somebody else holds it.

    Raises  NotPublishable when it is in review, scheduled, or deleted
    """
    lock = text and text.get_lock()
    if text is None or (lock and lock.for_user(by)):
        raise NotPublishable(
            "Ce texte ne peut pas être modifié par vous pour l’instant : version en relecture ou programmée.",
            advice="Attendez que cette version soit publiée ou rendue, puis revenez à la proposition.",
        )
    return text


def write_draft(text: Editorial, values: Payload, *, by: Any) -> Revision:
    """The latest version with some values changed, as a draft by this person; review goes on as usual."""
    draft = text.get_latest_revision_as_object()
    write_payload(draft, as_payload(draft) | values)
    made: Revision = draft.save_revision(user=by, clean=False, log_action=True)
    return made


def _close(proposition: Proposition, etat: str, by: Any) -> None:
    proposition.etat = etat
    proposition.traitee_par = by
    proposition.traitee_le = timezone.now()
    proposition.save(update_fields=["etat", "traitee_par", "traitee_le"])


def name_field(text: Editorial, name: str) -> str:
    """What people call a field."""
    field = text._meta.get_field(name)
    return str(getattr(field, "verbose_name", name))


def say_value(value: Any) -> str:
    """A value of a payload as lines of text: one per item of a list, one per figure or source."""
    if value in (None, "", []):
        return "(vide)"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return "\n".join(say_value(item) for item in value)
    if isinstance(value, dict):
        return " · ".join(say_value(item) for item in value.values() if item not in (None, ""))
    if isinstance(value, float):
        return f"{value:,.12g}".replace(",", "\u202f").replace(".", ",")
    return str(value)
