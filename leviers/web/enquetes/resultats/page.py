"""The page of results in words: denominators, bars, numbers, answers in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from leviers.evidence.fictif import load_orval
from leviers.reference.territoires import Metropole, index_by_slug, load_metropoles
from leviers.reference.typologie import Levier, load_leviers
from leviers.survey.croisement import Croisement, cross, list_croisables
from leviers.survey.depouillement import INCONNU, REFUS, REPONDU, SANS_REPONSE
from leviers.survey.items import Item
from leviers.survey.resultats import Bilan, Compte, Resultats, Valeur
from leviers.survey.roles import AGREGEES, NON, SAUF_BESOINS, TOUTES
from leviers.web.enquetes.resultats.listing import say_etat
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import NBSP, accord, enumere, euros, nombre, pluriel, typo, unite

_STRIP, _DOT = 440, 10
"""Width of the axis of a strip of numbers, and of one of its points, in units of its drawing."""


@dataclass(frozen=True)
class Barre:
    """One choice: `largeur` of its bar in percents of the denominator, `texte` the count in words."""

    libelle: str
    largeur: float
    texte: str
    est_masque: bool
    noms: tuple[str, ...]
    est_sienne: bool


@dataclass(frozen=True)
class Point:
    """One named number on its axis; `level` above it, since equal numbers are piled up."""

    x: float
    level: int
    titre: str


@dataclass(frozen=True, eq=False)
class Bloc:
    """One question of the page."""

    bilan: Bilan
    page: "Page"

    @property
    def item(self) -> Item:
        return self.bilan.item

    @property
    def leviers(self) -> list[Levier]:
        known = load_leviers()
        return [known[code] for code in self.item.leviers if code in known]

    @cached_property
    def denominateurs(self) -> str:
        """How many were asked, answered, did not know, refused, left it empty."""
        return say_denominateurs(self.bilan)

    @property
    def base(self) -> int:
        """What a bar of full length means: answered, as far as it may be said."""
        return max(1, self.bilan.statuts[REPONDU].total or self.bilan.statuts[REPONDU].nommes)

    def list_barres(self) -> Iterator[Barre]:
        """The bars, in the order of the questionnaire."""
        chosen = self.page.chosen
        for one in self.bilan.modalites:
            count = one.compte.nommes if one.compte.est_masque else one.compte.total or 0
            yield Barre(
                libelle=one.libelle,
                largeur=round(100 * count / self.base, 2),
                texte=say_compte(one.compte),
                est_masque=one.compte.est_masque,
                noms=tuple(name_short(siren) for siren in sort_sirens(one.sirens)),
                est_sienne=chosen is not None and chosen.siren in one.sirens,
            )

    @cached_property
    def points(self) -> list[Point]:
        """Named numbers on the axis; one that would hide another stands above it."""
        found: list[Point] = []
        for one in sorted(self.bilan.valeurs, key=lambda one: float(one.valeur)):
            x = self._place(float(one.valeur))
            above = [point.level for point in found if abs(point.x - x) < _DOT]
            found.append(Point(x, max(above, default=-1) + 1, f"{name_short(one.siren)} : {self.say(one)}"))
        return found

    @property
    def levels(self) -> int:
        """How high the highest pile is."""
        return max((point.level for point in self.points), default=0)

    @property
    def mediane_x(self) -> float:
        """Where the median stands on the axis."""
        return self._place(self.bilan.nombres.mediane if self.bilan.nombres else 0)

    def _place(self, value: float) -> float:
        """A number on the axis, which starts at zero, or at the least when it is below."""
        values = [float(one.valeur) for one in self.bilan.valeurs]
        low, high = min(0.0, *values), max(0.0, *values)
        return round(10 + _STRIP * (value - low) / ((high - low) or 1), 1)

    @property
    def nombres(self) -> list[tuple[str, str]]:
        """Median, quartiles, ends, each with its unit."""
        found = self.bilan.nombres
        if found is None:
            return []
        shown = [
            ("Minimum", found.minimum),
            ("Premier quartile", found.q1),
            ("Médiane", found.mediane),
            ("Troisième quartile", found.q3),
            ("Maximum", found.maximum),
        ]
        return [(label, self.say_nombre(value)) for label, value in shown if value is not None]

    def say_nombre(self, value: float) -> str:
        """A number with the unit of the question."""
        return say_nombre(value, self.item.unite)

    def say(self, valeur: Valeur) -> str:
        """A named number with its unit."""
        return self.say_nombre(float(valeur.valeur))

    @property
    def valeurs(self) -> list[tuple[str, str, str]]:
        """Named answers, by population: name, words, page given in support."""
        order = {siren: rank for rank, siren in enumerate(load_metropoles())}
        shown = sorted(self.bilan.valeurs, key=lambda one: order.get(one.siren, len(order)))
        return [
            (name_short(one.siren), self.say(one) if self.bilan.nombres else one.valeur, one.lien)
            for one in shown
        ]


@dataclass(frozen=True, eq=False)
class Page:
    """Results with what the address asks: a crossing of two questions, one territoire set out."""

    resultats: Resultats
    given: Mapping[str, str]

    @property
    def sections(self) -> list[tuple[str, str, list[Bloc]]]:
        """Sections that hold results: code, title, questions."""
        blocs = [Bloc(bilan, self) for bilan in self.resultats.bilans]
        found = [
            (code, title, [bloc for bloc in blocs if bloc.item.section == code])
            for code, title in self.resultats.plan.sections.items()
        ]
        return [section for section in found if section[2]]

    @property
    def etat(self) -> str:
        return say_etat(self.resultats.campagne)

    @property
    def composition(self) -> str:
        """Who is counted and how, in one sentence."""
        return say_composition(self.resultats)

    @property
    def nommees(self) -> list[Metropole]:
        """Those whose answers have their page, by population."""
        return [load_metropoles()[siren] for siren in sort_sirens(f.siren for f in self.resultats.nommees)]

    @cached_property
    def chosen(self) -> Metropole | None:
        """The territoire set out, when its answers are named."""
        found = index_by_slug().get(self.given.get("territoire", ""))
        return found if found and found in self.nommees else None

    @property
    def croisables(self) -> list[Item]:
        return list_croisables(self.resultats)

    @cached_property
    def croisement(self) -> Croisement | None:
        """The crossing asked for; None when nothing or nonsense was."""
        by_code = {item.code: item for item in self.croisables}
        row, column = (by_code.get(self.given.get(name, "")) for name in ("croiser", "avec"))
        return cross(self.resultats, row, column) if row and column and row is not column else None

    @property
    def ignored(self) -> list[str]:
        """What the address asks and that cannot be given."""
        told = []
        asked = [self.given.get(name, "") for name in ("croiser", "avec")]
        if any(asked) and self.croisement is None:
            told.append("Pour croiser, choisissez deux questions à choix différentes.")
        if self.given.get("territoire") and self.chosen is None:
            told.append("Ce territoire n’a pas de réponse publiée avec son nom dans cette enquête.")
        return told

    def twin(self, kind: str) -> str:
        """Address of the same results as data."""
        return reverse_url(f"enquete-{kind}", self.resultats.campagne.code)


def read_given(query: QueryDict) -> dict[str, str]:
    """The filters of an address."""
    return {name: query.get(name, "") for name in ("croiser", "avec", "territoire")}


def say_composition(resultats: Resultats) -> str:
    """« 13 territoires ont des réponses publiées : 9 nommés, 3 comptés sans être nommés, 1… »"""
    by = resultats.nb_par_effet
    if not resultats.nb_publiees:
        return "Aucune réponse n’est publiée à ce jour."
    parts = [
        f"{by[TOUTES]} pour toutes leurs réponses" if by[TOUTES] else "",
        f"{by[SAUF_BESOINS]} sauf pour la partie sur les besoins" if by[SAUF_BESOINS] else "",
    ]
    named = by[TOUTES] + by[SAUF_BESOINS]
    detail = f" ({enumere([part for part in parts if part])})" if by[SAUF_BESOINS] else ""
    said = [f"{named} avec {accord(named, 'son', 'leur')} nom{detail}"] if named else []
    if by[AGREGEES]:
        whose = accord(by[AGREGEES], "son", "leur")
        said.append(f"{by[AGREGEES]} sans {whose} nom, dans les totaux seulement")
    if by[NON]:
        words = ("ni montré ni compté, à sa demande", "ni montrés ni comptés, à leur demande")
        said.append(f"{by[NON]} {accord(by[NON], *words)}")
    head = pluriel(resultats.nb_publiees, "territoire a des réponses", "territoires ont des réponses")
    return typo(f"{head} contrôlées : {enumere(said)}.")


def say_denominateurs(bilan: Bilan) -> str:
    """The denominators of one question, in words."""
    what = ("fiche", "fiches") if bilan.item.est_repete else ("territoire", "territoires")
    asked = bilan.posees.total or 0
    if not asked:
        return "Aucune réponse n’est publiée : la question n’a été posée à personne, ou à trop peu."
    words = {
        REPONDU: ("réponse", "réponses"),
        INCONNU: ("« ne sait pas »", "« ne sait pas »"),
        REFUS: ("refus de répondre", "refus de répondre"),
        SANS_REPONSE: ("sans réponse", "sans réponse"),
    }
    said, secret = [], []
    for statut, (one, many) in words.items():
        compte = bilan.statuts[statut]
        if compte.total:
            said.append(pluriel(compte.total, one, many))
        elif compte.est_masque and compte.nommes:
            said.append(f"au moins {pluriel(compte.nommes, one, many)}")
        elif compte.est_masque:
            secret.append(many)
    tail = f" ; en nombre gardé secret, {enumere(secret)}" if secret else ""
    head = f"Posée à {pluriel(asked, *what)}"
    return typo(f"{head} : {enumere(said)}{tail}." if said else f"{head}{tail}.")


def say_compte(compte: Compte) -> str:
    """A count in words: a part that is kept secret makes it « at least »."""
    if compte.est_masque:
        return f"au moins {compte.nommes}" if compte.nommes else "gardé secret"
    return str(compte.total)


def say_nombre(value: float, unit: str) -> str:
    """A number with its unit in agreement; euros as amounts."""
    if unit in ("euros", "€"):
        return euros(value)
    return f"{nombre(value)}{NBSP}{unite(value, unit)}" if unit else nombre(value)


def name_short(siren: str) -> str:
    """The short name of a territoire."""
    found = load_metropoles().get(siren) or load_orval()
    return found.nom_court


def sort_sirens(sirens: Iterator[str] | tuple[str, ...]) -> list[str]:
    """By population, as everywhere; never by answer. A territoire invented is left out."""
    given = set(sirens)
    return [siren for siren in load_metropoles() if siren in given]
