"""What an evaluation says: one `Etat` per path, and the answers that count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from leviers.survey.formulaires.arbre import Choix, Question, Section, walk

REPONSES = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexte:
    """All an evaluation may know of the world: the same context and answers give the same evaluation.

    graine   seed of random(), randomize() and once(random()): the identifier of the reponse
    tables   more tables for pulldata(), by file name: what is known of the territoire
    """

    aujourdhui: date
    maintenant: datetime | None = None
    langue: str = ""
    graine: str = ""
    tables: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Etat:
    """One question, at one path, for these answers.

    valeur    what counts as answered, after calculation and default; "" when there is none
    erreurs   sentences in French: the type or the constraint is not respected
    manque    required, visible and unanswered: said apart, so that a draft can be kept
    choix     those the choice_filter lets through, `other` included
    """

    chemin: str
    question: Question
    visible: bool
    obligatoire: bool
    lecture_seule: bool
    valeur: str
    erreurs: tuple[str, ...]
    manque: bool
    message_obligatoire: str
    libelle: str
    aide: str
    guidance: str
    choix: tuple[Choix, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The whole questionnaire for these answers.

    etats     path -> state, in the order of the questionnaire
    visibles  path of a group or of one repetition ("lieux[2]") -> is it asked?
    libelles  path of a group or of one repetition -> its title, ${…} replaced
    nombres   path of a repetition -> how many times it is there
    fixes     paths of repetitions whose number the questionnaire decides: nobody adds or removes one
    pleine    more repetitions than can be held: the last ones are left out, and nothing can be sent
    """

    etats: Mapping[str, Etat]
    visibles: Mapping[str, bool]
    libelles: Mapping[str, str]
    nombres: Mapping[str, int]
    fixes: frozenset[str]
    pleine: bool = False

    def utiles(self) -> dict[str, str]:
        """Answers that count: visible, not empty, calculations and defaults included."""
        return {path: etat.valeur for path, etat in self.etats.items() if etat.visible and etat.valeur}

    def etats_de(self, section: Section) -> list[Etat]:
        inside = {e.chemin for e in walk(section.elements) if isinstance(e, Question)}
        return [etat for etat in self.etats.values() if etat.question.chemin in inside]

    def erreurs_de(self, section: Section) -> dict[str, tuple[str, ...]]:
        """Path -> sentences, for the visible questions of one section."""
        return {e.chemin: e.erreurs for e in self.etats_de(section) if e.visible and e.erreurs}

    def manques_de(self, section: Section) -> list[str]:
        """Paths of the required questions of one section that have no answer."""
        return [e.chemin for e in self.etats_de(section) if e.manque]

    @property
    def complete(self) -> bool:
        """Nothing is missing and nothing is wrong: the answers may be sent."""
        return not self.pleine and not any(e.manque or (e.visible and e.erreurs) for e in self.etats.values())
