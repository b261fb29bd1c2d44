"""Messages: two sides write to each other, neither knows the other’s address, nobody else reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from leviers.accounts import rights
from leviers.accounts.models import Personne
from leviers.courrier import ecrire
from leviers.directory.annonces import redaction
from leviers.directory.annonces.jetons import sign_accueil
from leviers.directory.fiches import accueil
from leviers.directory.fiches.blocs import list_roles
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
    """One conversation as one of its people sees it.

    autre       of the other side, the one who would answer
    autres      every person of the other side: several when they represent a structure
    notres      of her own side, herself included
    nb_non_lus  messages of others that she has not read
    """

    fil: Fil
    moi: Interlocuteur
    autres: tuple[Interlocuteur, ...]
    notres: tuple[Interlocuteur, ...]
    nb_non_lus: int = 0

    @property
    def autre(self) -> Interlocuteur:
        """Of the other side, the first who is still there."""
        return next((one for one in self.autres if one.personne_id), self.autres[0])

    @property
    def structure(self) -> Interlocuteur | None:
        """The structure that was written to."""
        sides = (*self.notres, *self.autres)
        return next((one for one in sides if one.siren == self.fil.siren), None) if self.fil.siren else None

    @property
    def is_of_structure(self) -> bool:
        """Whether she answers for the structure that was written to."""
        return bool(self.fil.siren) and self.moi.siren == self.fil.siren


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

    Raises  NotAllowedNow when the other left or takes nothing from her, when she blocked the other, or when
            the structure that was written to takes no message
    """
    _require_reached(vue)
    if vue.moi.personne_id is None or not _list_others(vue):
        raise CLOSED
    if has_blocked(vue):
        raise NotAllowedNow(
            "Vous avez bloqué cette personne.", advice="Débloquez-la pour lui écrire ; votre texte est gardé."
        )
    if not _list_readers(vue):
        raise CLOSED
    _write(vue, texte, jeton)


def find(person: Any, pk: int) -> Vue | None:
    """A conversation of hers; nothing when it is somebody else's, as when it does not exist."""
    fil = list_own(person).select_related("annonce").filter(pk=pk).first()
    if fil is None:
        return None
    people = list(fil.interlocuteurs.select_related("personne"))
    if fil.siren:
        rights.read_roles([one.personne for one in people if one.personne])
        people.sort(key=lambda one: not rights.acts_for(one.personne, fil.siren))
    return _see(fil, person, people)


def has_left(person: Any, pk: int) -> bool:
    """Whether she took part in it for a structure that she does not represent any more."""
    is_hers = Fil.objects.filter(pk=pk, interlocuteurs__personne=person.pk).exists()
    return is_hers and not list_own(person).filter(pk=pk).exists()


def list_own(person: Any) -> QuerySet[Fil]:
    """Conversations that she may read, the last written first."""
    return Fil.objects.filter(interlocuteurs__in=_list_voices(person))


def list_vues(person: Any) -> list[Vue]:
    """Her conversations, the last written first. Three queries."""
    fils = list(list_own(person).select_related("annonce"))
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
    rows = list(vue.fil.messages.select_related("de__personne"))
    for row in rows:
        if row.etat == Message.Etat.MASQUE and row.de_id != vue.moi.pk:
            row.texte = ""
    return rows


def mark_read(vue: Vue, messages: Iterable[Message]) -> None:
    """Remember how far she read: what comes meanwhile stays unread."""
    last = max((one.pk for one in messages), default=0)
    Interlocuteur.objects.filter(pk=vue.moi.pk, lu__lt=last).update(lu=last)


def has_blocked(vue: Vue) -> bool:
    """Whether she takes nothing more from the other side."""
    return Blocage.objects.filter(par=vue.moi.personne_id, vise__in=_list_pks(vue.autres)).exists()


def block(vue: Vue, *, is_on: bool) -> None:
    """Take no more messages from the other, in any conversation; or take them again."""
    if not is_on:
        Blocage.objects.filter(par=vue.moi.personne_id, vise__in=_list_pks(vue.autres)).delete()
        return
    for one in vue.autres:
        if vue.moi.personne and one.personne:
            Blocage.objects.get_or_create(par=vue.moi.personne, vise=one.personne)


def report(vue: Vue, message: Message, motif: str) -> None:
    """Show the team one message of the other, with its neighbours.

    Raises  NotAllowedNow when it is her own, or of another conversation
    """
    if message.de_id not in {one.pk for one in vue.autres}:
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


def keep_open(readers: Iterable[Personne], writers: Iterable[int]) -> list[Personne]:
    """Those who blocked none of the writers, by their numbers."""
    people = list(readers)
    blocks = Blocage.objects.filter(par__in=people, vise__in=writers)
    closed = set(blocks.values_list("par", flat=True))
    return [one for one in people if one.pk not in closed]


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
    for reader in _list_readers(vue):
        if vue.fil.siren and not vue.is_of_structure:
            accueil.join(vue.fil, reader)
        _tell(vue, made, reader)


def _tell(vue: Vue, message: Message, reader: Personne) -> None:
    page = f"{settings.SITE_URL}{reverse('reseau-fil', args=[vue.fil.pk])}"
    qui, titre = flat(vue.moi.nom), cite(vue.fil.titre)
    pieces = [
        "Bonjour,",
        f"{qui} vous écrit à propos de {titre} :",
        quote(message.texte),
        f"Lire et répondre : {page}",
        "Ne répondez pas à cette lettre : votre réponse passe par le site, qui ne montre votre adresse à "
        "personne. Vous pouvez y bloquer cette personne ou signaler son message.",
        "L’observatoire Leviers",
    ]
    entetes = {}
    if vue.structure and not vue.is_of_structure:
        nom = flat(vue.structure.nom)
        stop = f"{settings.SITE_URL}{reverse('reseau-arreter', args=[sign_accueil(reader, vue.fil.siren)])}"
        pieces[1] = f"{qui} écrit à {nom}, que vous représentez, à propos de {titre} :"
        pieces.insert(-1, f"Ne plus recevoir ce que l’on écrit à {nom} : {stop}")
        entetes = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    texte = "\n\n".join(piece if piece.startswith(">") else typo(piece) for piece in pieces)
    ecrire.write(
        reader.email,
        "message",
        typo(f"{qui} vous écrit : {titre}"),
        f"{texte}\n",
        raison=f"message {message.pk}",
        entetes=entetes,
    )


def _require_open(writer: int, reader: int | None) -> None:
    if Blocage.objects.filter(par=reader, vise=writer).exists():
        raise CLOSED


def _require_reached(vue: Vue) -> None:
    """Refuse what is written to, or for, a structure that takes no message."""
    if vue.structure is None:
        return
    accueil.require_open(vue.fil.siren, vue.structure.nom)
    if vue.is_of_structure and not accueil.has_accepted(vue.moi.personne, vue.fil.siren):
        raise NotAllowedNow(
            f"Vous ne recevez plus ce que l’on écrit à {vue.structure.nom}.",
            advice="Recevez-le de nouveau, depuis sa page, pour répondre ; votre texte est gardé.",
        )


def _list_others(vue: Vue) -> list[Personne]:
    """Those of the other side who are there today."""
    if vue.fil.siren and not vue.is_of_structure:
        return [one for one in accueil.list_receiving(vue.fil.siren) if one.pk != vue.moi.personne_id]
    return [one.personne for one in vue.autres if one.personne and one.personne.is_active]


def _list_readers(vue: Vue) -> list[Personne]:
    """Those of them who take what her side writes."""
    return keep_open(_list_others(vue), _list_pks(vue.notres))


def _list_pks(people: Iterable[Interlocuteur]) -> list[int]:
    return [one.personne_id for one in people if one.personne_id]


def _list_voices(person: Any) -> QuerySet[Interlocuteur]:
    """Her part in conversations; what is written to a structure is hers while she represents it."""
    held = list_roles().filter(personne=person.pk).values("portee")
    is_hers = ~Q(siren=F("fil__siren")) | Q(siren="") | Q(siren__in=held)
    return Interlocuteur.objects.filter(is_hers, personne=person.pk)


def _unread(person: Any) -> QuerySet[Message]:
    mine = Q(fil__interlocuteurs__in=_list_voices(person), pk__gt=F("fil__interlocuteurs__lu"))
    blocked = Blocage.objects.filter(par=person.pk).values("vise")
    rows = Message.objects.filter(mine, etat=Message.Etat.VISIBLE).exclude(de__personne=person.pk)
    return rows.exclude(de__personne__in=blocked)


def _see(fil: Fil, person: Any, people: list[Interlocuteur], unread: int = 0) -> Vue:
    moi = next(one for one in people if one.personne_id == person.pk)
    notres: tuple[Interlocuteur, ...] = (moi,)
    if fil.siren and moi.siren == fil.siren:
        notres = tuple(one for one in people if one.siren == fil.siren)
    autres = tuple(one for one in people if one not in notres)
    return Vue(fil, moi, autres, notres, unread)
