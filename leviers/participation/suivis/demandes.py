"""Ask to follow, confirm, change, stop. Each of these writes; nothing else does for a reader."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from leviers.courrier import ecrire
from leviers.courrier.models import Lettre
from leviers.errors import LinkRefused
from leviers.participation.models import Abonne, RechercheSuivie, Suivi
from leviers.participation.models.suivis import LONGEST_ID
from leviers.participation.suivis import jetons, recherches
from leviers.participation.suivis.mots import cite
from leviers.reference.typography import NBSP, typo

WAITING = timedelta(days=jetons.VALID_DAYS)
LETTERS_AN_HOUR = 5
"""Letters about follows that one address may be sent in an hour because somebody typed it."""
MOST = 100
"""Things that one address may follow."""
GENRE = "suivi"


@dataclass(frozen=True)
class Demande:
    """What somebody wants to follow."""

    sujet: str
    sujet_id: str
    titre: str
    adresse: str


def ask(courriel: str, demande: Demande, rythme: str, *, is_known: bool = False) -> Suivi | None:
    """Keep a wish to follow and send the link that confirms it; the follow when it holds at once.

    is_known  the address is that of who asks, proved in this session: no letter is needed
    Same      what happens is not told to who asks: a letter leaves in every case, up to LETTERS_AN_HOUR
    """
    now = timezone.now()
    courriel = courriel.strip().lower()
    with transaction.atomic():
        abonne, _new = Abonne.objects.get_or_create(courriel=courriel, defaults={"cle": _make_key()})
        given = {"titre": demande.titre[:300], "adresse": demande.adresse[:LONGEST_ID], "rythme": rythme}
        suivi, is_new = Suivi.objects.get_or_create(
            abonne=abonne,
            sujet=demande.sujet,
            sujet_id=demande.sujet_id,
            defaults=given | {"demande_le": now},
        )
        if not is_new and suivi.confirme_le is None:
            Suivi.objects.filter(pk=suivi.pk).update(**given, demande_le=now)
            suivi.refresh_from_db()
        if is_known:
            return _hold(suivi, now)
        _write_confirmation(suivi)
    return None


def find_asked(jeton: str) -> Suivi:
    """The follow that a link of confirmation is for.

    Raises  LinkRefused when the link is forged or too old, or when the follow was stopped since
    """
    pk, cle = jetons.read(jetons.CONFIRMER, jeton)[:2]
    suivi = Suivi.objects.select_related("abonne").filter(pk=pk, abonne__cle=cle).first()
    if suivi is None:
        raise LinkRefused(
            "Cette demande n’existe plus : elle a été arrêtée, ou a attendu plus de trois jours.",
            advice="Demandez à nouveau à suivre, depuis la page qui vous intéresse.",
            is_withdrawn=True,
        )
    return suivi


def confirm(jeton: str) -> Suivi:
    """Begin a follow: the consent is dated; letters that had stopped coming back begin again."""
    suivi = find_asked(jeton)
    with transaction.atomic():
        resume(suivi.abonne)
        return _hold(suivi, timezone.now())


def change_rhythm(suivi: Suivi, rythme: str) -> None:
    """Other letters for one follow, from now on; nothing already seen comes back."""
    Suivi.objects.filter(pk=suivi.pk).update(rythme=rythme)


def stop(suivis_of: Abonne, *, pk: int | None = None, rythme: str = "") -> int:
    """Stop one follow, those of one rhythm, or all; the address is forgotten with the last one."""
    with transaction.atomic():
        chosen = Suivi.objects.filter(abonne=suivis_of)
        if pk is not None:
            chosen = chosen.filter(pk=pk)
        if rythme:
            chosen = chosen.filter(rythme=rythme)
        nb, _by_model = chosen.delete()
        kept = set(Suivi.objects.filter(abonne=suivis_of).values_list("rythme", flat=True))
        ended = [f"{GENRE}-{one}" for one in Suivi.Rythme.values if one not in kept]
        written = Lettre.objects.filter(destinataire=suivis_of.courriel, genre__in=ended)
        written.filter(etat=Lettre.Etat.ATTENTE).update(etat=Lettre.Etat.ANNULE)
        _forget_idle()
    return nb


def resume(abonne: Abonne) -> None:
    """Write again to an address whose letters came back: somebody there has just read one."""
    abonne.rebonds.all().delete()
    Abonne.objects.filter(pk=abonne.pk).update(en_pause_le=None)


def send_link(courriel: str) -> None:
    """Send the link of its page to an address, or say that it follows nothing: who asks learns neither."""
    courriel = courriel.strip().lower()
    held = Suivi.objects.filter(abonne__courriel=courriel).exclude(confirme_le=None)
    suivi = held.select_related("abonne").first()
    if suivi:
        address = write_address("mes-suivis", jetons.sign_management(suivi.abonne))
        said = (
            "Voici la page de ce que vous suivez sur Leviers : changer de rythme, arrêter un suivi, tout "
            f"arrêter.\n\n{address}\n\nCe lien est personnel : ne le transmettez pas."
        )
    else:
        said = (
            "Quelqu’un, sans doute vous, a demandé ce que suit cette adresse sur Leviers. Elle ne suit "
            "rien : peut-être suivez-vous avec une autre. Si ce n’est pas vous, ne faites rien."
        )
    texte = f"Bonjour,\n\n{said}\n\nL’observatoire Leviers\n"
    _send(courriel, "Ce que vous suivez sur Leviers", texte)


def purge(now: datetime) -> dict[str, int]:
    """Erase what was not confirmed in three days, and addresses that follow nothing."""
    old = Suivi.objects.filter(confirme_le=None, demande_le__lt=now - WAITING)
    nb = old.count()
    if nb:
        old.delete()
    return {"suivis non confirmés": nb, "abonnés sans suivi": _forget_idle()}


def write_address(name: str, *words: str) -> str:
    """A whole address of this site, for a letter."""
    return settings.SITE_URL.rstrip("/") + reverse(name, args=words)


def _hold(suivi: Suivi, now: datetime) -> Suivi:
    """A follow that is confirmed begins now; one that was already goes on."""
    if suivi.confirme_le is None:
        if Suivi.objects.filter(abonne=suivi.abonne).exclude(confirme_le=None).count() >= MOST:
            raise LinkRefused(
                f"Cette adresse suit déjà {MOST} choses, le plus qui soit possible.",
                advice="Arrêtez-en une depuis « Mes suivis », puis recommencez.",
            )
        Suivi.objects.filter(pk=suivi.pk).update(confirme_le=now, vu_jusqu_a=now)
        if suivi.sujet == recherches.SUJET:
            recherches.begin(suivi.sujet_id, now)
        suivi.refresh_from_db()
    return suivi


def _write_confirmation(suivi: Suivi) -> None:
    asked = f"{cite(suivi.titre)}, {suivi.get_rythme_display()}."
    who = f"Quelqu’un, sans doute vous, a demandé à suivre avec cette adresse, sur Leviers{NBSP}:"
    if suivi.confirme_le:
        link = write_address("mes-suivis", jetons.sign_management(suivi.abonne))
        sujet, what = "Vous le suivez déjà", f"Vous le suivez déjà. Pour changer de rythme ou arrêter{NBSP}:"
    else:
        link = write_address("suivi-confirmer", jetons.sign_confirmation(suivi))
        sujet = f"À confirmer : suivre {cite(suivi.titre[:120])}"
        what = f"Pour commencer, ouvrez ce lien dans les trois jours, puis confirmez{NBSP}:"
    texte = (
        f"Bonjour,\n\n{who}\n\n{asked}\n\n{what}\n\n{link}\n\n"
        "Si ce n’est pas vous, ne faites rien : sans confirmation rien n’est envoyé, et la demande est "
        "effacée.\n\nL’observatoire Leviers\n"
    )
    _send(suivi.abonne.courriel, sujet, texte)


def _send(courriel: str, sujet: str, texte: str) -> None:
    """A letter that somebody’s typing caused: few an hour, so that nobody floods another’s mailbox."""
    since = timezone.now() - timedelta(hours=1)
    typed = Lettre.objects.filter(destinataire=courriel, genre="suivi-lien", ecrit_le__gte=since)
    if typed.count() < LETTERS_AN_HOUR:
        limit = timezone.now() + WAITING
        ecrire.write(courriel, "suivi-lien", typo(sujet), typo(texte), perime_le=limit)


def _forget_idle() -> int:
    """Addresses without any follow, searches that nobody follows."""
    followed = Suivi.objects.filter(sujet=recherches.SUJET).values("sujet_id")
    RechercheSuivie.objects.exclude(adresse__in=followed).delete()
    idle = Abonne.objects.filter(Q(suivis=None))
    nb = idle.count()
    if nb:
        idle.delete()
    return nb


def _make_key() -> str:
    return secrets.token_urlsafe(16)
