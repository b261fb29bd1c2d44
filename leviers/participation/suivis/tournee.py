"""The round of follows: what happened since each mark is told once, in one letter per address.

Once     the letter and the marks of its follows are written in one transaction, each mark only where it
         still stands as it was read; the letter bears the period in its raison. Killed anywhere and run
         again, a round gives one letter; `courrier` then sends each letter at most once
Cheap    a minute without events costs a few small queries, whatever the number of follows
Settled  an event counts once it is a minute old: what was dated inside a transaction is visible by then
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Min, Q, QuerySet

from leviers.courrier import ecrire
from leviers.participation.models import Abonne, Suivi
from leviers.participation.suivis import demandes, recherches
from leviers.participation.suivis.evenements import Evenement, Sujet, list_evenements
from leviers.participation.suivis.lettres import Nouvelle, write_letter
from leviers.reference.typography import PARIS

SETTLED = timedelta(minutes=1)
HOUR = timedelta(hours=1)
MONDAY_HOUR = 7
"""Weekly letters tell what happened until Monday, seven o’clock in Paris."""
TOGETHER = 50
"""Letters written in one transaction: others may write between two of them."""
MARKED = 500
"""Marks moved in one statement."""
AUSSITOT, SEMAINE = Suivi.Rythme.AUSSITOT, Suivi.Rythme.SEMAINE
T = TypeVar("T")
BySujet = Mapping[Sujet, Sequence[Evenement]]


def write_due(now: datetime) -> int:
    """Write the letters whose time has come; how many. They leave with the others."""
    demandes.purge(now)
    until = now - SETTLED
    recherches.read_again(until)
    monday = find_monday(until)
    waiting = Q(abonne__ecrit_le__gt=now - HOUR)  # these are told later, all at once
    aussitot = _tell(_list_live(AUSSITOT).exclude(waiting), until, AUSSITOT, now)
    return aussitot + _tell(_list_live(SEMAINE).filter(vu_jusqu_a__lt=monday), monday, SEMAINE, now)


def find_monday(moment: datetime) -> datetime:
    """The last Monday at seven, Paris time, that is not after a moment."""
    local = moment.astimezone(PARIS)
    at_seven = local.replace(hour=MONDAY_HOUR, minute=0, second=0, microsecond=0)
    monday = at_seven - timedelta(days=local.weekday())
    return monday if monday <= local else monday - timedelta(days=7)


def _list_live(rythme: str) -> QuerySet[Suivi]:
    live = Suivi.objects.filter(rythme=rythme, abonne__en_pause_le=None)
    return live.exclude(vu_jusqu_a=None)


def _tell(due: QuerySet[Suivi], until: datetime, rythme: str, now: datetime) -> int:
    """Tell these follows what happened until a moment."""
    since = due.aggregate(oldest=Min("vu_jusqu_a"))["oldest"]
    if since is None or since >= until:
        return 0
    events = list_evenements(since, until)
    if not events and rythme == AUSSITOT:
        return 0
    by_sujet = _index(events)
    told: dict[int, list[Suivi]] = defaultdict(list)
    idle: list[int] = []
    for suivi in due.select_related("abonne").order_by("abonne", "pk").iterator():
        if any(_is_new(event, suivi) for event in by_sujet.get((suivi.sujet, suivi.sujet_id), ())):
            told[suivi.abonne.pk].append(suivi)
        else:
            idle.append(suivi.pk)
    nb = sum(
        _write_batch(batch, by_sujet, until, rythme, now) for batch in _cut(list(told.values()), TOGETHER)
    )
    for batch in _cut(idle, MARKED):  # what was looked at and concerns nobody is not looked at again
        Suivi.objects.filter(pk__in=batch, vu_jusqu_a__lt=until).update(vu_jusqu_a=until)
    return nb


def _write_batch(
    batch: Sequence[Sequence[Suivi]], by_sujet: BySujet, until: datetime, rythme: str, now: datetime
) -> int:
    """Letters of some addresses, with the marks of what they tell: all of it or nothing.

    A follow stopped, changed, or told by another round since it was read is left out.
    """
    with transaction.atomic():
        asked = Suivi.objects.select_for_update().filter(pk__in=[one.pk for mine in batch for one in mine])
        marks = dict(asked.values_list("pk", "vu_jusqu_a"))
        alive = [[one for one in mine if marks.get(one.pk) == one.vu_jusqu_a] for mine in batch]
        written = [mine[0].abonne.pk for mine in alive if mine and _write(mine, by_sujet, until, rythme)]
        Suivi.objects.filter(pk__in=[one.pk for mine in alive for one in mine]).update(vu_jusqu_a=until)
        if rythme == AUSSITOT:
            Abonne.objects.filter(pk__in=written).update(ecrit_le=now)
    return len(written)


def _write(suivis: Sequence[Suivi], by_sujet: BySujet, until: datetime, rythme: str) -> bool:
    """The letter of one address."""
    abonne = suivis[0].abonne
    since = min(one.vu_jusqu_a for one in suivis if one.vu_jusqu_a)
    ecrit = write_letter(abonne, rythme, _gather(suivis, by_sujet), since)
    kept = ecrire.write(
        abonne.courriel,
        f"{demandes.GENRE}-{rythme}",
        ecrit.sujet,
        ecrit.texte,
        raison=f"suivi {abonne.pk} {rythme} {until.isoformat()}",
        entetes=ecrit.entetes,
    )
    return kept is not None


def _gather(suivis: Sequence[Suivi], by_sujet: BySujet) -> list[Nouvelle]:
    """Each event once, with every follow of this reader that it concerns, the oldest first."""
    found: dict[str, tuple[Evenement, list[Suivi]]] = {}
    for suivi in suivis:
        for event in by_sujet.get((suivi.sujet, suivi.sujet_id), ()):
            if _is_new(event, suivi):
                found.setdefault(event.cle, (event, []))[1].append(suivi)
    told = sorted(found.values(), key=lambda pair: (pair[0].quand, pair[0].cle))
    return [Nouvelle(event, tuple(mine)) for event, mine in told]


def _index(events: Sequence[Evenement]) -> BySujet:
    by_sujet: dict[Sujet, list[Evenement]] = defaultdict(list)
    for event in events:
        for sujet in event.sujets:
            by_sujet[sujet].append(event)
    return by_sujet


def _is_new(event: Evenement, suivi: Suivi) -> bool:
    return suivi.vu_jusqu_a is not None and event.quand > suivi.vu_jusqu_a


def _cut(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for first in range(0, len(things), size):
        yield things[first : first + size]
