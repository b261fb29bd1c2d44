"""Messages: two people write to each other, neither knows the other’s address, nobody else reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.courrier import ecrire
from leviers.directory.annonces import redaction
from leviers.directory.models import AlerteReseau, Annonce, Blocage, Fil, Interlocuteur, Message
from leviers.errors import NotAllowedNow
from leviers.participation.suivis.mots import cite, flat
from leviers.reference.typography import typo

CLOSED = NotAllowedNow(
    "Cette conversation est close : votre message n’a pas été remis.",
    advice="Ce que vous avez écrit est gardé ci-dessous. L’équipe de l’observatoire peut vous aider.",
)
"""Said alike to who is blocked and to who writes to somebody who left."""


@dataclass(frozen=True)
class Vue:
    """One conversation as one of its two people sees it.

    nb_non_lus  messages of the other that she has not read
    """

    fil: Fil
    moi: Interlocuteur
    autre: Interlocuteur
    nb_non_lus: int = 0


@transaction.atomic
def open_fil(annonce: Annonce, texte: str, *, by: Personne, qui: tuple[str, str], jeton: UUID | None) -> Vue:
    """Answer an annonce; a second answer to the same one goes on in the same conversation.

    qui     SIREN (or nothing) and name under which she writes, checked before
    Raises  NotAllowedNow when the annonce is not open, is her own, or its author takes nothing from her
    """
    row = Annonce.objects.select_related("auteur").get(pk=annonce.pk)
    if row.etat != Annonce.Etat.OUVERTE or row.auteur is None or not row.auteur.is_active:
        raise NotAllowedNow(
            "Cette annonce n’est plus ouverte : votre message n’a pas été remis.",
            advice="Ce que vous avez écrit est gardé ci-dessous. Cherchez une autre annonce.",
        )
    if row.auteur_id == by.pk:
        raise NotAllowedNow("Cette annonce est la vôtre.", advice="Les réponses sont dans vos messages.")
    _require_open(by.pk, row.auteur_id)
    now = timezone.now()
    fil, created = Fil.objects.get_or_create(
        annonce=row, ouvert_par=by, defaults={"titre": row.titre, "dernier_le": now}
    )
    if created:
        siren, nom = qui
        Interlocuteur.objects.create(fil=fil, personne=by, siren=siren, nom=nom[:200])
        Interlocuteur.objects.create(fil=fil, personne=row.auteur, siren=row.siren, nom=row.nom)
    vue = find(by, fil.pk)
    if vue is None:  # she opened it, so that she is in it
        raise CLOSED
    _write(vue, texte, jeton)
    return vue


@transaction.atomic
def answer(vue: Vue, texte: str, *, jeton: UUID | None) -> None:
    """Write one more message.

    Raises  NotAllowedNow when the other left or takes nothing from her, or when she blocked the other
    """
    if vue.autre.personne is None or not vue.autre.personne.is_active or vue.moi.personne_id is None:
        raise CLOSED
    if has_blocked(vue):
        raise NotAllowedNow(
            "Vous avez bloqué cette personne.", advice="Débloquez-la pour lui écrire ; votre texte est gardé."
        )
    _require_open(vue.moi.personne_id, vue.autre.personne.pk)
    _write(vue, texte, jeton)


def find(person: Any, pk: int) -> Vue | None:
    """A conversation of hers; nothing when it is somebody else's, as when it does not exist."""
    fil = Fil.objects.select_related("annonce").filter(pk=pk, interlocuteurs__personne=person.pk).first()
    return _see(fil, person, _list_people(fil)) if fil else None


def list_vues(person: Any) -> list[Vue]:
    """Her conversations, the last written first. Three queries."""
    fils = list(_own(person).select_related("annonce"))
    people: dict[int, list[Interlocuteur]] = {}
    for one in Interlocuteur.objects.select_related("personne").filter(fil__in=fils):
        people.setdefault(one.fil_id, []).append(one)
    unread = dict(_unread(person).values_list("fil").annotate(nb=Count("pk")).order_by())
    return [_see(fil, person, people[fil.pk], unread.get(fil.pk, 0)) for fil in fils]


def count_unread(person: Any) -> int:
    """Messages written to her that she has not read."""
    return _unread(person).count()


def list_messages(vue: Vue) -> list[Message]:
    """Every message of a conversation, the oldest first; a hidden one has its text for its author alone."""
    rows = list(vue.fil.messages.select_related("de"))
    for row in rows:
        if row.etat == Message.Etat.MASQUE and row.de_id != vue.moi.pk:
            row.texte = ""
    return rows


def mark_read(vue: Vue, messages: Iterable[Message]) -> None:
    """Remember how far she read: what comes meanwhile stays unread."""
    last = max((one.pk for one in messages), default=0)
    Interlocuteur.objects.filter(pk=vue.moi.pk, lu__lt=last).update(lu=last)


def has_blocked(vue: Vue) -> bool:
    """Whether she takes nothing more from the other."""
    return Blocage.objects.filter(par=vue.moi.personne_id, vise=vue.autre.personne_id).exists()


def block(vue: Vue, *, is_on: bool) -> None:
    """Take no more messages from the other, in any conversation; or take them again."""
    if vue.moi.personne is None or vue.autre.personne is None:
        return
    if is_on:
        Blocage.objects.get_or_create(par=vue.moi.personne, vise=vue.autre.personne)
    else:
        Blocage.objects.filter(par=vue.moi.personne, vise=vue.autre.personne).delete()


def report(vue: Vue, message: Message, motif: str) -> None:
    """Show the team one message of the other, with its neighbours.

    Raises  NotAllowedNow when it is her own, or of another conversation
    """
    if message.fil_id != vue.fil.pk or message.de_id != vue.autre.pk:
        raise NotAllowedNow(
            "On signale un message reçu.", advice="Ouvrez la conversation, puis choisissez-le."
        )
    redaction.report(AlerteReseau.Genre.MESSAGE, message.pk, motif)


def is_again(jeton: UUID | None, texte: str) -> bool:
    """Whether this form was sent already, with these words."""
    return jeton is not None and Message.objects.filter(jeton=jeton, texte=texte).exists()


def quote(texte: str) -> str:
    """What somebody wrote, inside our letter: each line marked, so that none is taken for ours.

    An address in it is cut: only our own links can be followed
    """
    lines = texte.replace("://", ":\u200b//").strip().splitlines()
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _write(vue: Vue, texte: str, jeton: UUID | None) -> None:
    """Keep a message and the letter that tells of it; the same form with the same words makes one."""
    if is_again(jeton, texte):
        return
    if jeton is None or Message.objects.filter(jeton=jeton).exists():
        jeton = uuid4()
    try:
        with transaction.atomic():
            made = Message.objects.create(fil=vue.fil, de=vue.moi, texte=texte, jeton=jeton)
    except IntegrityError:  # the same form, sent twice at the same instant
        return
    Fil.objects.filter(pk=vue.fil.pk).update(dernier_le=made.ecrit_le)
    mark_read(vue, [made])
    if vue.autre.personne:
        _tell(vue, made, vue.autre.personne)


def _tell(vue: Vue, message: Message, other: Personne) -> None:
    page = f"{settings.SITE_URL}{reverse('reseau-fil', args=[vue.fil.pk])}"
    pieces = (
        "Bonjour,",
        f"{flat(vue.moi.nom)} vous écrit à propos de {cite(vue.fil.titre)} :",
        quote(message.texte),
        f"Lire et répondre : {page}",
        "Ne répondez pas à cette lettre : votre réponse passe par le site, qui ne montre votre adresse à "
        "personne. Vous pouvez y bloquer cette personne ou signaler son message.",
        "L’observatoire Leviers",
    )
    texte = "\n\n".join(piece if piece.startswith(">") else typo(piece) for piece in pieces)
    sujet = f"{flat(vue.moi.nom)} vous écrit : {cite(vue.fil.titre)}"
    ecrire.write(other.email, "message", typo(sujet), f"{texte}\n", raison=f"message {message.pk}")


def _require_open(writer: int, reader: int | None) -> None:
    if Blocage.objects.filter(par=reader, vise=writer).exists():
        raise CLOSED


def _own(person: Any) -> QuerySet[Fil]:
    return Fil.objects.filter(interlocuteurs__personne=person.pk)


def _unread(person: Any) -> QuerySet[Message]:
    mine = Q(fil__interlocuteurs__personne=person.pk, pk__gt=F("fil__interlocuteurs__lu"))
    return Message.objects.filter(mine, etat=Message.Etat.VISIBLE).exclude(de__personne=person.pk)


def _list_people(fil: Fil) -> list[Interlocuteur]:
    return list(fil.interlocuteurs.select_related("personne"))


def _see(fil: Fil, person: Any, people: list[Interlocuteur], unread: int = 0) -> Vue:
    moi = next(one for one in people if one.personne_id == person.pk)
    autre = next(one for one in people if one.pk != moi.pk)
    return Vue(fil, moi, autre, unread)
