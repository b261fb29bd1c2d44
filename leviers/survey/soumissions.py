"""Answers sent by an ODK or Enketo client: an XForm instance and its files, all kept or none."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from leviers.survey.etapes import require_writable
from leviers.survey.formulaires.xform import Instance, read_instance
from leviers.survey.items import Item, read_plan
from leviers.survey.models import Contact, Piece, Saisie
from leviers.survey.pieces import add_piece
from leviers.survey.saisies import Dit, record

INSTANCE = "openrosa"
"""Under this name, `Saisie.connu` holds the identifier of the instance that it came with."""
_RANG = re.compile(r"\[\d+\]")
_FILES = ("file", "image")


@dataclass(frozen=True)
class Recu:
    """What became of a submission: `nb` answers added; `inconnus`, what the questionnaire does not know."""

    nb: int
    est_connue: bool
    inconnus: tuple[str, ...]


@transaction.atomic
def receive(contact: Contact, xml: bytes, files: Mapping[str, bytes]) -> Recu:
    """Keep a submission.

    Twice    an instance that was kept already changes nothing; only files that it lacked are added, since
             clients send large ones apart
    Edited   an instance that says which one it replaces, replaces what came with that one
    Others   what was written meanwhile on the site stands beside it: the client did not show it
    Raises   InstanceRefusee, PieceRefused, SurveyClosed; nothing is kept then
    """
    participation = contact.participation
    version = participation.campagne.version
    plan = read_plan(version)
    require_writable(participation)
    instance = read_instance(xml, plan.formulaire)
    pieces = {name: add_piece(participation, name, content) for name, content in files.items()}
    items = {item.chemin: item for item in plan.items}
    mine = _list_saisies(contact, instance.identifiant)
    before = mine or _list_saisies(contact, instance.precedent)
    dits = (
        _list_missing(instance, items, pieces, mine) if mine else _list_said(instance, items, pieces, before)
    )
    added = record(participation, dits, by=contact, version=version)
    Contact.objects.filter(pk=contact.pk, venu_le=None).update(venu_le=timezone.now())
    return Recu(len(added), bool(mine), instance.inconnus)


def _list_saisies(contact: Contact, instance: str) -> dict[str, Saisie]:
    """What stands of what came with one instance, by path."""
    if not instance:
        return {}
    kept = Saisie.objects.filter(participation=contact.participation, **{f"connu__{INSTANCE}": instance})
    return {saisie.chemin: saisie for saisie in kept.order_by("pk")}


def _list_said(
    instance: Instance, items: Mapping[str, Item], pieces: Mapping[str, Piece], before: Mapping[str, Saisie]
) -> Iterator[Dit]:
    """Everything said; what an edited instance no longer says is taken back."""
    said = {path: value for path, value in instance.reponses.items() if value and _find(items, path)}
    for path, value in said.items():
        yield _as_dit(instance, path, value, pieces if _is_file(items, path) else {}, before)
    for path, saisie in before.items():
        if path not in said:
            bases = frozenset({saisie.pk})
            yield Dit(
                chemin=path, statut=Saisie.Statut.VIDE, connu={INSTANCE: instance.identifiant}, bases=bases
            )


def _list_missing(
    instance: Instance, items: Mapping[str, Item], pieces: Mapping[str, Piece], mine: Mapping[str, Saisie]
) -> Iterator[Dit]:
    """Files that came after their instance."""
    for path, value in instance.reponses.items():
        waits = path in mine and mine[path].piece is None and value in pieces
        if waits and _is_file(items, path):
            yield _as_dit(instance, path, value, pieces, mine)


def _as_dit(
    instance: Instance, path: str, value: str, pieces: Mapping[str, Piece], before: Mapping[str, Saisie]
) -> Dit:
    piece = pieces.get(value)
    return Dit(
        chemin=path,
        valeur=piece.nom if piece else value,
        piece=piece,
        connu={INSTANCE: instance.identifiant} if instance.identifiant else {},
        bases=frozenset({before[path].pk}) if path in before else frozenset(),
    )


def _find(items: Mapping[str, Item], path: str) -> Item | None:
    return items.get(_RANG.sub("", path))


def _is_file(items: Mapping[str, Item], path: str) -> bool:
    found = _find(items, path)
    return found is not None and found.type in _FILES
