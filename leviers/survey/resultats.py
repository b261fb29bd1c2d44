"""Results of a campaign: every count with whom it is of, named answers apart, small numbers kept secret."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median, quantiles

from leviers.survey.depouillement import INCONNU, REFUS, REPONDU, SANS_REPONSE, STATUTS, Fiche, read_fiches
from leviers.survey.items import CHOIX, NOMBRE, PLUSIEURS, TEXTE, Item, Plan, read_plan
from leviers.survey.models import Campagne, Participation
from leviers.survey.roles import AGREGEES, NON, SAUF_BESOINS, TOUTES
from leviers.survey.secret import SEUIL, hide, hide_ticked, hide_unanimous


@dataclass(frozen=True, slots=True)
class Compte:
    """How many: `nommes` whose answer is shown with its author; `autres` without, None when kept secret."""

    nommes: int
    autres: int | None = 0

    @property
    def total(self) -> int | None:
        """All of them; None when a part is kept secret."""
        return None if self.autres is None else self.nommes + self.autres

    @property
    def est_masque(self) -> bool:
        """Whether a part is kept secret: the total is then « at least » `nommes`."""
        return self.autres is None


@dataclass(frozen=True, slots=True)
class Modalite:
    """One choice; `sirens` are those who gave it and may be named."""

    code: str
    libelle: str
    compte: Compte
    sirens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nombres:
    """Numbers of the named answers, at least one: quartiles from four values on."""

    n: int
    mediane: float
    minimum: float
    maximum: float
    q1: float | None
    q3: float | None


@dataclass(frozen=True, slots=True)
class Valeur:
    """One named answer, a number or an approved text, and the page that its author gave."""

    siren: str
    valeur: str
    lien: str
    est_approuvee: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Bilan:
    """One question counted.

    posees           to how many it was asked (territoires, or entries when the question is repeated)
    statuts          repondu, ne_sait_pas, ne_souhaite_pas, sans_reponse: their sum is `posees`
    modalites        in the order of the questionnaire; several may be ticked when the genre is « plusieurs »
    valeurs          named answers to a question of numbers or of text
    est_muet         answers without a name are left out of every count: too few, or they would be worked out
    """

    item: Item
    posees: Compte
    statuts: Mapping[str, Compte]
    modalites: tuple[Modalite, ...] = ()
    nombres: Nombres | None = None
    valeurs: tuple[Valeur, ...] = ()
    est_muet: bool = False

    @property
    def nb_non_montrees(self) -> int:
        """Named answers in words that the control did not approve."""
        return self.statuts[REPONDU].nommes - len(self.valeurs) if self.item.genre == TEXTE else 0

    @property
    def has_masque(self) -> bool:
        """Whether one count at least is kept secret."""
        every = (*self.statuts.values(), *(one.compte for one in self.modalites))
        return any(compte.est_masque for compte in every)


@dataclass(frozen=True, eq=False)
class Resultats:
    """A campaign counted.

    nb_publiees     participations whose answers were controlled and published, refusals included
    nb_par_effet    toutes, sauf-besoins, agregees, non -> how many of them
    est_provisoire  the campaign is still being published: answers without a name wait for its end
    """

    campagne: Campagne
    plan: Plan
    fiches: tuple[Fiche, ...]
    bilans: tuple[Bilan, ...]
    nb_par_effet: Mapping[str, int]
    est_provisoire: bool

    @property
    def nb_publiees(self) -> int:
        return sum(self.nb_par_effet.values())

    @property
    def nommees(self) -> tuple[Fiche, ...]:
        """Those whose answers are shown with their name."""
        return tuple(fiche for fiche in self.fiches if fiche.is_shown)

    def find(self, code: str) -> Bilan | None:
        """One question by its code."""
        item = self.plan.find(code)
        return next((bilan for bilan in self.bilans if bilan.item is item), None) if item else None


def read_resultats(campagne: Campagne) -> Resultats:
    """Results that anybody may read.

    Counts   participations in the state « publiée » only; consent « non » is neither shown nor counted
    Names    only as the consent says; a question without consent names nobody
    Secret   answers without a name are counted once the whole campaign is published: before, each new
             publication would show by difference what one territoire answered
    """
    plan, fiches = read_plan(campagne.version), read_fiches(campagne)
    est_provisoire = campagne.publiee_le is None
    return count_fiches(campagne, plan, fiches, est_provisoire=est_provisoire)


def count_fiches(
    campagne: Campagne, plan: Plan, fiches: tuple[Fiche, ...], *, est_provisoire: bool = False
) -> Resultats:
    """The same from given answers; the invented territoire is never among them."""
    real = (one for one in fiches if one.etat == Participation.Etat.PUBLIEE and not one.est_fictif)
    effets = Counter(fiche.effet for fiche in real)
    counted = tuple(fiche for fiche in fiches if fiche.compte and not fiche.est_fictif)
    bilans: list[Bilan] = []
    secret: set[str] = set()
    for item in plan.items:
        if item.code in plan.roles.techniques:
            continue
        bilan = _count(item, counted, est_tu=est_provisoire or bool(item.parents & secret))
        if bilan.est_muet or bilan.has_masque:
            secret.add(item.code)
        bilans.append(bilan)
    by_effet = {effet: effets[effet] for effet in (TOUTES, SAUF_BESOINS, AGREGEES, NON)}
    return Resultats(campagne, plan, counted, tuple(bilans), by_effet, est_provisoire)


def _count(item: Item, fiches: tuple[Fiche, ...], *, est_tu: bool) -> Bilan:
    """One question; `est_tu` leaves out all answers without a name."""
    named = [fiche for fiche in fiches if fiche.is_named(item)]
    others = [fiche for fiche in fiches if not fiche.is_named(item)]
    autres, ticks = _count_statuts(others, item), _count_ticks(others, item)
    hidden = None if est_tu or item.est_repete else _hide(item, autres, ticks, nb=len(others))
    est_muet = hidden is None and bool(others)

    def count(code: str, nommes: int, rest: Counter[str]) -> Compte:
        if hidden is None:
            return Compte(nommes)
        return Compte(nommes, None if code in hidden else rest[code])

    nommes = _count_statuts(named, item)
    return Bilan(
        item=item,
        posees=Compte(nommes.total(), 0 if hidden is None else autres.total()),
        statuts={statut: count(statut, nommes[statut], autres) for statut in STATUTS},
        modalites=tuple(
            Modalite(code, label, count(code, len(who), ticks), who)
            for code, label in item.choix.items()
            for who in [_list_who(named, item, code)]
        )
        if item.genre in (CHOIX, PLUSIEURS)
        else (),
        nombres=_describe(_list_valeurs(named, item)) if item.genre == NOMBRE else None,
        valeurs=_list_shown(named, item),
        est_muet=est_muet,
    )


def _hide(item: Item, statuts: Counter[str], ticks: Counter[str], *, nb: int) -> frozenset[str] | None:
    """What to keep secret among the answers without a name; None for all of them."""
    asked = sum(statuts.values())
    if 0 < asked < SEUIL or 0 < nb - asked < SEUIL:
        return None
    silent = {statut: statuts[statut] for statut in (INCONNU, REFUS, SANS_REPONSE)}
    if item.genre == CHOIX:
        hidden = hide({code: ticks[code] for code in item.choix} | silent)
        return hidden | {REPONDU} if hidden else hidden
    kept = hide_unanimous(silent | {REPONDU: statuts[REPONDU]})
    if item.genre != PLUSIEURS or kept is None:
        return kept
    return None if kept else hide_ticked({code: ticks[code] for code in item.choix}, statuts[REPONDU])


def _count_statuts(fiches: Iterable[Fiche], item: Item) -> Counter[str]:
    return Counter(reponse.statut for fiche in fiches for reponse in fiche.read(item))


def _count_ticks(fiches: Iterable[Fiche], item: Item) -> Counter[str]:
    return Counter(code for fiche in fiches for reponse in fiche.read(item) for code in reponse.codes)


def _list_who(fiches: Iterable[Fiche], item: Item, code: str) -> tuple[str, ...]:
    """One SIREN for each answer that holds this choice."""
    return tuple(fiche.siren for fiche in fiches for reponse in fiche.read(item) if code in reponse.codes)


def _list_valeurs(fiches: Iterable[Fiche], item: Item) -> list[Valeur]:
    return [
        Valeur(fiche.siren, reponse.valeur, reponse.lien, reponse.est_approuvee)
        for fiche in fiches
        for reponse in fiche.read(item)
        if reponse.statut == REPONDU
    ]


def _list_shown(fiches: Iterable[Fiche], item: Item) -> tuple[Valeur, ...]:
    """Named numbers; named words that the control approved. By SIREN: this is no ranking."""
    valeurs = _list_valeurs(fiches, item)
    if item.genre == NOMBRE:
        return tuple(valeurs)
    return tuple(one for one in valeurs if one.est_approuvee) if item.genre == TEXTE else ()


def _describe(valeurs: list[Valeur]) -> Nombres | None:
    numbers = [float(one.valeur) for one in valeurs]
    if not numbers:
        return None
    q1, _, q3 = quantiles(numbers, n=4, method="inclusive") if len(numbers) > 3 else (None, None, None)
    return Nombres(len(numbers), median(numbers), min(numbers), max(numbers), q1, q3)
