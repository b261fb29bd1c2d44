"""Conversations with a structure, opened from its page with those who represent it and take messages."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.directory.annonces import messages
from leviers.directory.annonces.messages import CLOSED, Vue
from leviers.directory.annonces.porteurs import may_write_for
from leviers.directory.fiches import accueil
from leviers.directory.models import Fil, Interlocuteur, Message
from leviers.errors import NotAllowedNow


@dataclass(frozen=True)
class Ecrit:
    """What a form says to a structure, checked. The same form sent twice is known by its `jeton`."""

    titre: str
    texte: str
    jeton: UUID | None


@transaction.atomic
def write(structure: tuple[str, str], ecrit: Ecrit, *, by: Personne, qui: tuple[str, str]) -> Vue:
    """Open a conversation with a structure; other words in a form that opened one go on in it.

    structure  its SIREN and its name
    qui        SIREN (or nothing) and name under which she writes, checked before
    Raises     NotAllowedNow when it takes no message, or none from her, or when she represents it
    """
    siren, nom = structure
    if former := find_again(siren, ecrit, by):
        if not messages.is_again(ecrit.jeton, ecrit.texte):
            messages.answer(former, ecrit.texte, jeton=ecrit.jeton)
        return former
    if may_write_for(by, siren):
        raise NotAllowedNow(
            "Vous représentez cette structure.", advice="Ce que l’on vous écrit est dans vos messages."
        )
    accueil.require_open(siren, nom)
    vue = _open(siren, nom, ecrit, by=by, qui=qui)
    messages.answer(vue, ecrit.texte, jeton=ecrit.jeton)
    if not vue.fil.messages.exists():  # the same form, sent twice at the same instant
        vue.fil.delete()
        vue = find_again(siren, ecrit, by) or vue
    return vue


def find_again(siren: str, ecrit: Ecrit, by: Personne) -> Vue | None:
    """The conversation that this form opened already."""
    if ecrit.jeton is None:
        return None
    sent = Message.objects.filter(jeton=ecrit.jeton, de__personne=by, fil__siren=siren).first()
    return messages.find(by, sent.fil_id) if sent else None


def list_with(person: Any, siren: str) -> list[Vue]:
    """Conversations that she opened with a structure, the last written first."""
    return [vue for vue in messages.list_vues(person) if vue.fil.siren == siren and not vue.is_of_structure]


def say_silent(vue: Vue) -> str:
    """Why nothing can be written in a conversation with a structure now; empty when one may."""
    if vue.structure is None:
        return ""
    if closed := accueil.say_closed(vue.fil.siren, vue.structure.nom):
        return f"{closed}."
    if vue.is_of_structure and not accueil.has_accepted(vue.moi.personne, vue.fil.siren):
        return f"Vous ne recevez plus ce que l’on écrit à {vue.structure.nom}."
    return ""


def _open(siren: str, nom: str, ecrit: Ecrit, *, by: Personne, qui: tuple[str, str]) -> Vue:
    readers = messages.keep_open(accueil.list_receiving(siren), [by.pk])
    if not readers:
        raise CLOSED
    fil = Fil.objects.create(siren=siren, titre=ecrit.titre, ouvert_par=by, dernier_le=timezone.now())
    hers, called = qui
    Interlocuteur.objects.create(fil=fil, personne=by, siren=hers, nom=called[:200])
    for one in readers:
        Interlocuteur.objects.create(fil=fil, personne=one, siren=siren, nom=nom[:200])
    vue = messages.find(by, fil.pk)
    if vue is None:  # she opened it, so that she is in it
        raise CLOSED
    return vue
