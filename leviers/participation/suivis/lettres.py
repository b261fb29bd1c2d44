"""The letter of what changed: each thing once, what, where, when, its source, and why this reader has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote

from django.conf import settings

from leviers.courrier.ecrire import write_on_one_line
from leviers.participation.models import Abonne, Suivi
from leviers.participation.suivis import jetons
from leviers.participation.suivis.demandes import write_address
from leviers.participation.suivis.evenements import Evenement
from leviers.participation.suivis.mots import cite, flat
from leviers.reference.typography import NBSP, PARIS, date_fr, enumere, pluriel, typo

MOST = 30
"""Changes told in one letter; the page of each follow has the others."""
_SAFE = "/?&=%~:@!$'()*+,;"
_ENDS = ("…", "?", "!")


@dataclass(frozen=True)
class Nouvelle:
    """One change, and the follows that make it matter to this reader."""

    evenement: Evenement
    suivis: tuple[Suivi, ...]


@dataclass(frozen=True)
class Ecrit:
    """A letter ready to be kept."""

    sujet: str
    texte: str
    entetes: dict[str, str]


def write_letter(abonne: Abonne, rythme: str, nouvelles: Sequence[Nouvelle], since: datetime) -> Ecrit:
    """The letter of these changes, the oldest first; `since` is when the reader was last told."""
    told = [_tell(number, one) for number, one in enumerate(nouvelles[:MOST], start=1)]
    beyond = len(nouvelles) - len(told)
    if beyond:
        told.append(f"Et {pluriel(beyond, 'autre changement', 'autres changements')}, à lire sur vos pages.")
    stop = write_address("suivi-arreter", jetons.sign_stop(abonne, rythme))
    manage = write_address("mes-suivis", jetons.sign_management(abonne))
    nb = pluriel(len(nouvelles), "changement")
    day = _say_day(since)
    texte = "\n\n".join(
        (
            "Bonjour,",
            typo(f"Depuis le {day}, {nb} dans ce que vous suivez sur Leviers."),
            *told,
            f"Changer de rythme, arrêter un suivi, tout arrêter{NBSP}:\n{manage}",
            f"Ne plus recevoir cette lettre{NBSP}:\n{stop}",
            "L’observatoire Leviers\n",
        )
    )
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return Ecrit(_make_subject(nouvelles), texte, headers)


def _make_subject(nouvelles: Sequence[Nouvelle]) -> str:
    if len(nouvelles) == 1:
        one = nouvelles[0].evenement
        said = f"{one.ou or nouvelles[0].suivis[0].titre} : {one.quoi}"
    else:
        names = dict.fromkeys(suivi.titre for one in nouvelles for suivi in one.suivis)
        more = f" et {pluriel(len(names) - 2, 'autre')}" if len(names) > 2 else ""
        said = f"{len(nouvelles)} changements : {', '.join(list(names)[:2])}{more}"
    return typo(write_on_one_line(said))[:200]


def _tell(number: int, one: Nouvelle) -> str:
    names = enumere([cite(suivi.titre) for suivi in one.suivis])
    return f"{number}. {_tell_event(one.evenement, settings.SITE_URL)}\nParce que vous suivez {names}."


@lru_cache(maxsize=1024)
def _tell_event(event: Evenement, site: str) -> str:
    """What every reader of an event is told, written once for all of them."""
    where = f", {event.ou}" if event.ou else ""
    when = f"Le {_say_day(event.quand)}."
    if event.pourquoi:
        why = flat(event.pourquoi).rstrip(".")
        when += f" {why}{'' if why.endswith(_ENDS) else '.'}"
    page = f"{site.rstrip('/')}{quote(event.adresse, safe=_SAFE)}"
    lines = [f"{flat(event.quoi + where)}.", when, f"Le lire{NBSP}: {page}"]
    if event.source_url:
        lines.append(f"Source{NBSP}: {flat(event.source)}, {quote(event.source_url, safe=_SAFE + '#[]')}")
    return "\n".join(lines)


def _say_day(moment: datetime) -> str:
    return date_fr(moment.astimezone(PARIS).date().isoformat())
