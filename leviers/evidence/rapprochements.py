"""Public records that support a démarche: proposed from names, words and years, confirmed by people."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.catalogue import published
from leviers.catalogue.models import Etat
from leviers.catalogue.published import Demarche, Published
from leviers.detection.text import fold_word
from leviers.errors import NotReviewable
from leviers.evidence.models import Rapprochement
from leviers.evidence.preuves import CONFIRMEE, DISCUTEE, METROPOLE, PROPOSEE, REJETEE
from leviers.evidence.requetes import read_query
from leviers.warehouse.read import REEL, Build, find_builds

MOST = 5
"""Proposals made for one démarche."""
THRESHOLD = 4
PARTENAIRE_TIERS, PARTENAIRE_TITRE, MOT, MOTS_AU_PLUS, PRINCIPAL, ANNEE, ACTE = 5, 3, 1, 3, 1, 1, 1
"""Weights: a partner holds the record, or is named in its title; rare words in common, one each, three
at most; the main levier; a known year; an act of the métropole itself. A partner or two words are needed."""
COMMON = 8
"""Titles of démarches beyond which a word says nothing of one of them."""
MARGIN = 1
"""Years around those of the démarche: a grant is voted before, paid after."""
_ARTICLES = ("le ", "la ", "les ", "l ")
_BODIES = ("ville", "commune", "metropole", "region", "departement", "etat", "conseil", "union", "prefecture")
"""First words of partners that are public bodies: their names are in too many titles."""
_KEPT = "levier lien annee donneur_nom tiers_nom objet montant_eur fichier ligne".split()
Pair = tuple[str, str, str]
"""demarche_id, fait_genre, fait_id."""


@dataclass(frozen=True)
class Soutien:
    """One record beside a démarche.

    etat     proposee by the machine, confirmee by people, discutee when they disagree
    score    sum of the weights; 0 when it comes from a person's answer and left the build
    indices  why it is proposed: (« partenaire », name), (« mots », words), (« annee », year)…
    depuis   when it was last confirmed
    """

    genre: str
    fait_id: str
    fait: dict[str, Any]
    etat: str = PROPOSEE
    score: int = 0
    indices: tuple[tuple[str, str], ...] = ()
    depuis: datetime | None = None


@dataclass(frozen=True)
class Soutiens:
    """What supports a démarche: confirmed by people, and proposed by the machine."""

    confirmes: tuple[Soutien, ...] = ()
    proposes: tuple[Soutien, ...] = ()


@dataclass(frozen=True)
class Reponse:
    """The answers in force to one pair, summed up."""

    etat: str
    le: datetime
    fait: dict[str, Any] = field(repr=False)


def list_soutiens(demarche: Demarche) -> Soutiens:
    """The records that support a démarche: those that people confirmed, then at most MOST proposals."""
    answers = _current_answers()
    found = [
        _with_answer(one, answers.get((demarche.id, one.genre, one.fait_id)))
        for one in _propose_now(demarche)
    ]
    confirmed = [
        Soutien(genre, fait_id, answer.fait, CONFIRMEE, depuis=answer.le)
        for (code, genre, fait_id), answer in answers.items()
        if code == demarche.id and answer.etat == CONFIRMEE
    ]
    confirmed.sort(key=lambda one: (-(one.fait.get("annee") or 0), one.genre, one.fait_id))
    return Soutiens(tuple(confirmed), tuple(one for one in found if one.etat in (PROPOSEE, DISCUTEE)))


def list_waiting(by: Personne) -> list[tuple[Demarche, Soutien]]:
    """Pairs that nobody answered, or that are discussed and wait for this person; the surest first."""
    mine = set(_in_force().filter(auteur=by).values_list("demarche_id", "fait_genre", "fait_id"))
    answers = _current_answers()
    waiting = []
    for demarche in published.current().demarches.values():
        for one in _propose_now(demarche):
            key = (demarche.id, one.genre, one.fait_id)
            found = _with_answer(one, answers.get(key))
            if key not in mine and found.etat in (PROPOSEE, DISCUTEE):
                waiting.append((demarche, found))
    return sorted(waiting, key=lambda pair: (-pair[1].score, pair[0].id, pair[1].genre, pair[1].fait_id))


def answer(pair: Pair, *, est_confirme: bool, by: Personne) -> Rapprochement:
    """Keep what a person says of one pair; saying the same again keeps nothing more.

    Raises  NotReviewable when the pair is neither proposed nor known from an earlier answer
    """
    code, genre, fait_id = pair
    fait = _find_fait(pair)
    with transaction.atomic():
        mine = _in_force().filter(demarche_id=code, fait_genre=genre, fait_id=fait_id, auteur=by).first()
        if mine and mine.est_confirme == est_confirme:
            return mine
        made = Rapprochement.objects.create(
            demarche_id=code,
            fait_genre=genre,
            fait_id=fait_id,
            est_confirme=est_confirme,
            auteur=by,
            fait=fait,
        )
        Etat.bump_relectures()
    return made


def take_back(pk: int, *, by: Personne) -> bool:
    """Undo one answer of this person; whether there was one to undo."""
    with transaction.atomic():
        undone = _in_force().filter(pk=pk, auteur=by).update(annule_le=timezone.now())
        if undone:
            Etat.bump_relectures()
    return bool(undone)


def forget() -> None:
    """Forget the answers that were read (tests that roll the database back need it)."""
    _read_answers.cache_clear()


def find_last_answer(by: Personne) -> Rapprochement | None:
    """The last answer of this person that is not undone."""
    return _in_force().filter(auteur=by).select_related("demarche").order_by("-pk").first()


@lru_cache(maxsize=2048)
def propose(demarche: Demarche, catalogue: Published, build: Build) -> tuple[Soutien, ...]:
    """Proposals for one démarche, the best first; same catalogue and build, same proposals."""
    frequency = _count_words(catalogue)
    generic = {
        word
        for text in (demarche.territoire.nom, *(f"{one.nom} {one.nom_court}" for one in demarche.leviers))
        for word in _list_words(text)
    }
    known = dict.fromkeys(_list_words(demarche.titre))
    words = [word for word in known if word not in generic and frequency[word] <= COMMON]
    names = {name: fold(name) for name in demarche.partenaires if _is_telling(fold(name))}
    starts = [*words, *(_drop_article(name) for name in names.values())]
    if not starts:
        return ()
    bound = {
        "siren": demarche.territoire.siren,
        "leviers": [levier.code for levier in demarche.leviers],
        "mots": starts,
        "de": demarche.annee_debut - MARGIN if demarche.annee_debut else None,
        "a": (demarche.annee_fin + MARGIN) if demarche.annee_fin else None,
    }
    rows = build.read(read_query("appuis"), bound)
    scored = [one for row in rows if (one := _weigh(demarche, row, words, names))]
    scored.sort(key=lambda one: (-one.score, -(one.fait["annee"] or 0), one.genre, one.fait_id))
    return tuple(scored[:MOST])


def _propose_now(demarche: Demarche) -> tuple[Soutien, ...]:
    build = find_builds(settings.HOME).get(REEL)
    return propose(demarche, published.current(), build) if build else ()


@lru_cache(maxsize=2)
def _count_words(catalogue: Published) -> Counter[str]:
    """In how many titles of démarches each word is."""
    titles = (demarche.titre for demarche in catalogue.demarches.values())
    return Counter(word for title in titles for word in set(_list_words(title)))


def _weigh(
    demarche: Demarche, row: dict[str, Any], words: list[str], names: dict[str, str]
) -> Soutien | None:
    """Score one record; None when it shares neither a partner nor two words, or weighs too little."""
    tiers, titre = f" {fold(row['tiers_nom'] or '')} ", f" {fold(row['objet'] or '')} "
    holders = [name for name, folded in names.items() if f" {_drop_article(folded)} " in tiers]
    named = [name for name, folded in names.items() if f" {folded} " in titre and name not in holders]
    common = [word for word in words if f" {word}" in titre or f" {word}" in tiers]
    if not (holders or named or len(common) > 1):
        return None
    is_dated = row["annee"] is not None and demarche.annee_debut is not None
    parts = (
        (PARTENAIRE_TIERS, holders, "partenaire"),
        (PARTENAIRE_TITRE, named, "nomme"),
        (MOT * min(len(common), MOTS_AU_PLUS), common, "mots"),
        (ANNEE, [str(row["annee"])] if is_dated else [], "annee"),
    )
    score = sum(weight for weight, found, _name in parts if found)
    score += PRINCIPAL * (row["levier"] == demarche.leviers[0].code) + ACTE * (row["lien"] == METROPOLE)
    if score < THRESHOLD:
        return None
    indices = tuple((name, ", ".join(found)) for _weight, found, name in parts if found)
    fait = {name: row[name] for name in _KEPT}
    fait["montant_eur"] = None if row["montant_eur"] is None else float(row["montant_eur"])
    return Soutien(row["fait_genre"], row["fait_id"], fait, PROPOSEE, score, indices)


def fold(text: str) -> str:
    """Letters only, no accents nor capitals, one space between words: as `titre_plie` is made."""
    folded = "".join(sign if sign.isalpha() else " " for sign in text)
    plain = "".join(
        sign if "a" <= sign <= "z" else " " for sign in " ".join(map(fold_word, folded.split())).lower()
    )
    return " ".join(plain.split())


def _list_words(text: str) -> list[str]:
    """Words of five letters or more, without the mark of the plural."""
    return [word.rstrip("sx") for word in fold(text).split() if len(word.rstrip("sx")) > 4]


def _drop_article(folded: str) -> str:
    return next((folded[len(article) :] for article in _ARTICLES if folded.startswith(article)), folded)


def _is_telling(folded: str) -> bool:
    bare = _drop_article(folded)
    return len(bare) > 3 and bare.split()[0] not in _BODIES


def _in_force() -> Any:
    return Rapprochement.objects.filter(annule_le=None)


def _current_answers() -> dict[Pair, Reponse]:
    _version, relectures = published.read_counters()
    return _read_answers(relectures)


@lru_cache(maxsize=2)
def _read_answers(_relectures: int) -> dict[Pair, Reponse]:
    """What people say of each pair: the last answer of each one; all must agree."""
    last: dict[Pair, dict[int, Rapprochement]] = defaultdict(dict)
    for row in _in_force().order_by("pk"):
        who = -row.pk if row.auteur_id is None else row.auteur_id
        last[row.demarche_id, row.fait_genre, row.fait_id][who] = row
    answers = {}
    for pair, rows in last.items():
        verdicts = {row.est_confirme for row in rows.values()}
        etat = DISCUTEE if len(verdicts) > 1 else CONFIRMEE if verdicts == {True} else REJETEE
        latest = max(rows.values(), key=lambda row: row.pk)
        answers[pair] = Reponse(etat, latest.fait_le, latest.fait)
    return answers


def _with_answer(one: Soutien, said: Reponse | None) -> Soutien:
    if said is None:
        return one
    return replace(one, etat=said.etat, depuis=said.le)


def _find_fait(pair: Pair) -> dict[str, Any]:
    """The record of a pair, from the proposals or from what somebody answered before."""
    demarche = published.current().demarches.get(pair[0])
    for one in _propose_now(demarche) if demarche else ():
        if (one.genre, one.fait_id) == pair[1:]:
            return one.fait
    known = _current_answers().get(pair)
    if known is None:
        raise NotReviewable(
            "Ce rapprochement n’est plus proposé : votre réponse n’a pas été gardée.",
            advice="Les données ou la démarche ont changé depuis ; voici le suivant.",
        )
    return known.fait
