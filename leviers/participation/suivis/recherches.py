"""Searches that are followed: read again when data changed, their new results kept as dated finds.

Bound   a search that finds more than LIMIT results cannot be followed. Identifiers are kept as digests of
        40 bits: among 10,000 of them, one new result in a hundred million is taken for a known one
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from hashlib import blake2b

from django.db import transaction
from django.db.models import Min

from leviers.participation.models import RechercheSuivie, Suivi, Trouvaille
from leviers.participation.suivis import evenements
from leviers.participation.suivis.evenements import Evenement, Resultats
from leviers.participation.suivis.mots import cite
from leviers.reference.typography import NBSP, pluriel, typo

SUJET = "recherche"
LIMIT = 10_000
AT_ONCE = 200
"""Searches read again in one minute; the others wait for the next one."""
TOLD = 5
"""New results named in a letter; the others are counted."""


def begin(adresse: str, now: datetime) -> None:
    """Keep what a search gives at the moment somebody begins to follow it, unless others already do."""
    reader = evenements.find_reader()
    if reader and not RechercheSuivie.objects.filter(adresse=adresse).exists():
        etat = reader.versions().get(_name_list(adresse), "")
        vus = [digest(one.cle) for one in reader.find(adresse).resultats[:LIMIT]]
        RechercheSuivie.objects.get_or_create(
            adresse=adresse, defaults={"etat": etat, "vus": vus, "lue_le": now}
        )


def read_again(now: datetime) -> int:
    """Read the followed searches whose data changed; how many gave something new. Nothing when none did.

    Safe   the finds and what was seen are written together: read again after a crash, a search gives the
           same finds once
    """
    reader = evenements.find_reader()
    if reader is None:
        return 0
    versions, nb, left = reader.versions(), 0, AT_ONCE
    for pk, adresse, seen in list(RechercheSuivie.objects.values_list("pk", "adresse", "etat")):
        etat = versions.get(_name_list(adresse), "")
        if etat != seen and left:
            nb, left = nb + _read_one(pk, etat, now, reader.find), left - 1
    return nb


def _read_one(pk: int, etat: str, now: datetime, find: Callable[[str], Resultats]) -> bool:
    recherche = RechercheSuivie.objects.get(pk=pk)
    found = find(recherche.adresse).resultats[:LIMIT]
    known, by_digest = set(recherche.vus), {digest(one.cle): one for one in found}
    news = [one for short, one in by_digest.items() if short not in known]
    with transaction.atomic():
        row = RechercheSuivie.objects.filter(pk=pk, etat=recherche.etat)
        if not row.update(etat=etat, vus=[*by_digest], lue_le=now):
            return False  # somebody else has just read it
        if news:
            told = [[one.titre, one.lieu, one.adresse] for one in news[:TOLD]]
            Trouvaille.objects.create(recherche=recherche, trouvee_le=now, nb=len(news), premiers=told)
    return bool(news)


@evenements.journal("recherches")
def list_finds(since: datetime, until: datetime) -> Iterable[Evenement]:
    """Finds as events; the first results are named."""
    finds = Trouvaille.objects.filter(trouvee_le__gt=since, trouvee_le__lte=until).select_related("recherche")
    for find in finds:
        names = [f"{cite(titre)}{f', {lieu}' if lieu else ''}" for titre, lieu, _adresse in find.premiers]
        more = find.nb - len(names)
        said = f"{NBSP}; ".join(names) + (f"{NBSP}; et {pluriel(more, 'autre')}" if more > 0 else "")
        yield Evenement(
            cle=f"trouvaille:{find.pk}",
            quand=find.trouvee_le,
            sujets=frozenset({(SUJET, find.recherche.adresse)}),
            quoi=typo(pluriel(find.nb, "nouveau résultat", "nouveaux résultats")),
            pourquoi=said,
            adresse=find.recherche.adresse,
        )


def forget_old(now: datetime) -> int:
    """Finds older than what a feed shows, once every follow has seen past them."""
    oldest = Suivi.objects.aggregate(oldest=Min("vu_jusqu_a"))["oldest"]
    limit = min(now - timedelta(days=evenements.KEPT_DAYS), oldest or now)
    return Trouvaille.objects.filter(trouvee_le__lt=limit).delete()[0]


def _name_list(adresse: str) -> str:
    """« marches » for « /marches/?q=… »."""
    return adresse.strip("/").partition("/")[0]


def digest(cle: str) -> str:
    """A short name for one result."""
    return blake2b(cle.encode(), digest_size=5).hexdigest()
