"""What proves a levier, and what could be seen where: the page of the rules."""

from dataclasses import dataclass

from leviers.evidence.accord import Bilan, sum_up
from leviers.evidence.preuves import METROPOLE
from leviers.evidence.regles import Regle, load_regles
from leviers.evidence.releves import Fonds
from leviers.evidence.usages import Usages
from leviers.reference import territoires, typologie
from leviers.warehouse.indicateurs import load_indicateurs
from leviers.web.kit.typography import NBSP, enumere, pluriel
from leviers.web.metropoles.preuves import GENRES

FEWEST_DOUBLES = 20
"""Records read by two people below which agreement says nothing."""


@dataclass(frozen=True)
class Ligne:
    """The rule of one levier in words."""

    levier: typologie.Levier
    actes: str
    annees: int
    indicateur: str


@dataclass(frozen=True)
class Source:
    """What a build holds of one métropole itself, genre by genre; None when nothing was received."""

    metropole: territoires.Metropole
    fonds: tuple[Fonds | None, ...]
    nb_non_observables: int


def list_rules() -> list[tuple[typologie.Champ, list[Ligne]]]:
    """The 50 rules, champ by champ."""
    rows = [_as_ligne(regle) for regle in load_regles().leviers.values()]
    return [
        (champ, [row for row in rows if row.levier.champ is champ])
        for champ in typologie.load_champs().values()
    ]


def list_sources(usages: Usages) -> list[Source]:
    """The 22 métropoles by population, with what their own acts could show; [] without open data."""
    releve = usages.releve
    if releve is None:
        return []
    return [
        Source(
            metropole,
            tuple(releve.fonds.get((siren, genre, METROPOLE)) for genre in GENRES),
            sum(usage.niveau.rang < 0 for usage in usages.of_territoire(siren)),
        )
        for siren, metropole in territoires.load_metropoles().items()
    ]


def say_reviews() -> list[str]:
    """How much was reviewed by people, and how well they agree, in sentences."""
    bilan = sum_up()
    if not bilan.nb_fiches:
        return ["Aucune proposition de la machine n’a encore été relue par une personne."]
    judged = pluriel(bilan.nb_fiches, "proposition relue", "propositions relues")
    people = pluriel(bilan.nb_personnes, "personne")
    parts = enumere([
        pluriel(bilan.nb_confirmees, "confirmée"), pluriel(bilan.nb_rejetees, "écartée"),
        pluriel(bilan.nb_discutees, "discutée"),
    ])  # fmt: skip
    return [f"{judged} par {people}{NBSP}: {parts}.", _say_agreement(bilan)]


def _say_agreement(bilan: Bilan) -> str:
    doubles = pluriel(bilan.nb_doubles, "proposition relue", "propositions relues")
    if bilan.nb_doubles < FEWEST_DOUBLES or bilan.kappa is None:
        return f"{doubles} par deux personnes ou plus{NBSP}: trop peu pour mesurer leur accord."
    kappa = f"{bilan.kappa:.2f}".replace(".", ",")
    return f"{doubles} par deux personnes ou plus{NBSP}; leur accord (kappa de Fleiss) est de {kappa}, sur 1."


def _as_ligne(regle: Regle) -> Ligne:
    actes = enumere([pluriel(nb, *GENRES[genre]) for genre, nb in regle.faits.items()], "ou")
    titre = load_indicateurs()[regle.indicateur].titre if regle.indicateur else ""
    return Ligne(typologie.load_leviers()[regle.levier], actes, regle.annees, titre)
