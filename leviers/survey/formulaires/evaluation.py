"""Evaluate a questionnaire for some answers: what is asked, what counts, what is wrong."""

import math
import random
from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from leviers.reference.tardif import Tardif
from leviers.survey.formulaires import nombres
from leviers.survey.formulaires.arbre import Choix, Element, Formulaire, Question, Repetition, Texte, texte
from leviers.survey.formulaires.constructions import A_CHOIX, INVISIBLES, SANS_VALEUR
from leviers.survey.formulaires.etats import Contexte, Etat, Evaluation
from leviers.survey.formulaires.filtres import keep_choices
from leviers.survey.formulaires.gabarits import fill
from leviers.survey.formulaires.instance import MAX_REPETITIONS, Arbre, Lieu, answered_counts, build_arbre
from leviers.survey.formulaires.programme import (
    CONSTANTES,
    NOMBRE,
    VALEUR,
    VISIBLE,
    Programme,
    compile_programme,
)
from leviers.survey.formulaires.valeurs import check_value

if TYPE_CHECKING:
    import elementpath

    from leviers.survey.formulaires import grammaire
else:
    elementpath, grammaire = Tardif("elementpath"), Tardif("leviers.survey.formulaires.grammaire")

REQUIS = "Cette question attend une réponse."
REGLE = "La réponse ne respecte pas la règle de cette question."


def evaluate(formulaire: Formulaire, reponses: Mapping[str, str], *, contexte: Contexte) -> Evaluation:
    """The whole state of a questionnaire.

    Never raises for any answers. A repetition whose number the questionnaire decides may change the number of
    another: the tree is built again until nothing moves, at most as many times as repetitions are nested.
    """
    programme = compile_programme(formulaire)
    counts = answered_counts(reponses)
    for _ in range(6):
        passe = Passe(programme, reponses, contexte, build_arbre(formulaire, counts))
        passe.run()
        if all(passe.arbre.nombres[path] == number for path, number in passe.fixes.items()):
            break
        counts = {**counts, **passe.fixes}
    return passe.report()


class Passe:
    """One walk through the steps of a programme; also the `Monde` that functions ask."""

    def __init__(
        self, programme: Programme, reponses: Mapping[str, str], contexte: Contexte, arbre: Arbre
    ) -> None:
        self.programme, self.reponses, self.contexte, self.arbre = programme, reponses, contexte, arbre
        self.aujourdhui = contexte.aujourdhui.isoformat()
        self.maintenant = contexte.maintenant or datetime.combine(contexte.aujourdhui, time())
        self.graine = contexte.graine
        self.langue = contexte.langue or programme.formulaire.langue_defaut
        self.fixes: dict[str, int] = {}
        self._base = grammaire.OdkContext(arbre.noeud, current_dt=self.maintenant)
        self._base.monde = self
        self.ici: Lieu | None = None

    # · the steps ·

    def run(self) -> None:
        compute = {VISIBLE: self._see, VALEUR: self._value, NOMBRE: self._number}
        for kind, path in self.programme.etapes:
            if kind == NOMBRE:
                self._number(path)
                continue
            for lieu in self.arbre.par_chemin.get(path, ()):
                compute[kind](lieu)  # type: ignore[operator]

    def _see(self, lieu: Lieu) -> None:
        lieu.visible = lieu.parent is None or lieu.parent.visible
        if lieu.visible and lieu.element.relevant:
            lieu.visible = self.asks(lieu, "relevant")

    def _value(self, lieu: Lieu) -> None:
        question = lieu.element
        assert isinstance(question, Question)  # noqa: S101 - tells mypy what `_order` ensures
        lieu.valeur = self._answer(lieu, question)
        if lieu.visible:
            lieu.xml.text = lieu.valeur

    def _answer(self, lieu: Lieu, question: Question) -> str:
        if question.type in SANS_VALEUR:
            return ""
        if question.calcul:
            return self._typed(question, self.compute(lieu, "calcul"))
        given = self.reponses.get(lieu.chemin)
        if given is None and question.type == "today":
            return self.aujourdhui
        if given is not None or not question.defaut:
            return " ".join((given or "").split()) if question.type in A_CHOIX else given or ""
        if (question.chemin, "defaut") in self.programme.expressions:
            return self._typed(question, self.compute(lieu, "defaut"))
        return question.defaut

    @staticmethod
    def _typed(question: Question, value: Any) -> str:
        """A computed value as its question holds it: an integer without decimals, a date without hour."""
        if question.type == "date" and isinstance(value, int | float):
            return nombres.date_of_days(value) if math.isfinite(value) else ""
        text = nombres.as_text(value)
        if question.type == "date" and len(text) > 10 and nombres.read_date(text):
            return text[:10]
        return text

    def _number(self, path: str) -> None:
        """How many times a repetition is there, where the questionnaire decides it."""
        if (path, "nombre") not in self.programme.expressions:
            return
        for container, (element, parent) in self.arbre.parents.items():
            if element.chemin == path:
                self.fixes[container] = self._count(element, parent)

    def _count(self, element: Element, parent: Lieu | None) -> int:
        if parent is not None and not parent.visible:
            return 0
        found = self.programme.expressions[element.chemin, "nombre"]
        number = nombres.as_number(self.evaluate_at(found.token, parent))
        return max(0, min(int(number), MAX_REPETITIONS)) if math.isfinite(number) else 0

    # · expressions ·

    def compute(self, lieu: Lieu, champ: str) -> Any:
        """Value of one expression seen from a place."""
        found = self.programme.expressions.get((lieu.element.chemin, champ))
        if found is None:
            return CONSTANTES.get(getattr(lieu.element, champ)) or False
        return self.evaluate_at(found.token, lieu)

    def evaluate_at(self, token: Any, lieu: Lieu | None, item: Any = None) -> Any:
        """Value of a parsed expression; "" where elementpath finds no sense in it."""
        outside, self.ici = self.ici, lieu
        context = copy(self._base)
        context.item = item if item is not None else self.current_node()
        try:
            return token.evaluate(context)
        except (elementpath.ElementPathError, RecursionError):
            return ""
        finally:
            self.ici = outside

    def asks(self, lieu: Lieu, champ: str) -> bool:
        constant = CONSTANTES.get(getattr(lieu.element, champ), "expression")
        if constant is None or isinstance(constant, bool):
            return bool(constant)
        return nombres.as_boolean(self.compute(lieu, champ))

    # · what functions ask ·

    @property
    def lieu(self) -> str:
        return self.ici.chemin if self.ici else ""

    def value_before(self) -> str:
        return self.reponses.get(self.lieu, "")

    def current_node(self) -> Any:
        return self.ici.noeud if self.ici else self.arbre.noeud

    def position(self, node: Any) -> int:
        lieu = self.arbre.par_xml.get(getattr(node, "value", None))  # type: ignore[arg-type]
        return lieu.numero if lieu else 1

    def find_nodes(self, code: str, item: Any) -> list[Any]:
        """Relevant nodes of ${code}: those of the repetition around us where it is inside it, else all."""
        path = self.programme.codes[code][0]
        lieux = self.arbre.par_chemin.get(path, [])
        if lieux and lieux[0].rangs:
            around = self.arbre.par_xml.get(getattr(item, "value", None), self.ici)  # type: ignore[arg-type]
            lieux = _near(lieux, around)
        return [lieu.noeud for lieu in lieux if lieu.visible]

    def find_indexed(self, code: str, indexes: list[tuple[str, int]]) -> list[Any]:
        lieux = self.arbre.par_chemin.get(self.programme.codes[code][0], [])
        for repetition, number in indexes:
            lieux = [
                lieu
                for lieu in lieux
                if any(rang.element.code == repetition and rang.numero == number for rang in lieu.rangs)
            ]
        return [lieu.noeud for lieu in lieux if lieu.visible]

    def find_choice(self, value: str, question: str) -> str:
        element = self.programme.elements[self.programme.codes[question][0]]
        assert isinstance(element, Question)  # noqa: S101 - checked at import
        for choix in self.programme.choices_of(element):
            if choix.code == value:
                return texte(choix.libelle, self.langue)
        return ""

    def list_nodes(self, name: str) -> list[Any]:
        return [self.programme.list_tree(name)]

    def look_up(self, table: str, column: str, key_column: str, key: str) -> str:
        name = table if table.endswith(".csv") else f"{table}.csv"
        for known in (table, name):
            if known in self.contexte.tables:
                rows = self.contexte.tables[known]
                return next((row.get(column, "") for row in rows if row.get(key_column) == key), "")
        row: Mapping[str, str] = self.programme.rows_by(name, key_column).get(key, {})
        return row.get(column, "")

    # · the report ·

    def report(self) -> Evaluation:
        etats = {
            lieu.chemin: self._state(lieu, lieu.element)
            for lieu in self.arbre.lieux
            if isinstance(lieu.element, Question)
        }
        containers = [lieu for lieu in self.arbre.lieux if not isinstance(lieu.element, Question)]
        return Evaluation(
            etats=etats,
            visibles={lieu.chemin: lieu.visible for lieu in containers},
            libelles={lieu.chemin: self.say(lieu, lieu.element.libelle) for lieu in containers},
            nombres=dict(self.arbre.nombres),
            fixes=frozenset(self.fixes),
            pleine=self.arbre.plein,
        )

    def _state(self, lieu: Lieu, question: Question) -> Etat:
        visible = lieu.visible
        shown = visible and question.type not in INVISIBLES
        choix = self._choices(lieu, question) if shown and question.choix else ()
        required = shown and question.type != "note" and self.asks(lieu, "obligatoire")
        return Etat(
            chemin=lieu.chemin,
            question=question,
            visible=visible,
            obligatoire=required,
            lecture_seule=bool(question.calcul) or (shown and self.asks(lieu, "lecture_seule")),
            valeur=lieu.valeur,
            erreurs=self._errors(lieu, question, choix) if visible and lieu.valeur else (),
            manque=required and not lieu.valeur,
            message_obligatoire=self.say(lieu, question.message_obligatoire) or REQUIS,
            libelle=self.say(lieu, question.libelle) if shown else "",
            aide=self.say(lieu, question.aide) if shown else "",
            guidance=self.say(lieu, question.guidance) if shown else "",
            choix=choix,
        )

    def _errors(self, lieu: Lieu, question: Question, choix: tuple[Choix, ...]) -> tuple[str, ...]:
        wrong = check_value(question, lieu.valeur)
        if not wrong and question.choix and question.type not in INVISIBLES:
            wrong = self._check_choices(lieu, question, choix)
        if not wrong and question.contrainte and not self.asks(lieu, "contrainte"):
            wrong = self.say(lieu, question.message_contrainte) or REGLE
        return (wrong,) if wrong else ()

    def _check_choices(self, lieu: Lieu, question: Question, choix: tuple[Choix, ...]) -> str:
        offered = {c.code for c in choix} if question.filtre_choix else self.programme.connus[question.chemin]
        members = lieu.valeur.split()
        if not offered.issuperset(members):
            return "Un choix enregistré n’est plus proposé : choisissez à nouveau."
        if question.type == "rank" and len(members) != len(offered):
            return f"Classez toutes les réponses : {len(members)} sur {len(offered)}."
        return ""

    def _choices(self, lieu: Lieu, question: Question) -> tuple[Choix, ...]:
        choix = self.programme.choices_of(question)
        if question.filtre_choix:
            choix = keep_choices(self, lieu, question, choix)
        if question.parametres.get("randomize") == "true":
            mixed = list(choix)
            seed = question.parametres.get("seed", "")
            random.Random(f"{self.graine}/{lieu.chemin}/{seed}").shuffle(mixed)  # noqa: S311 - an order
            choix = tuple(mixed)
        is_translated = len(self.programme.formulaire.langues) > 1
        if is_translated or question.choix in self.programme.citees:
            return tuple(replace(c, libelle={self.langue: self.say(lieu, c.libelle)}) for c in choix)
        return choix

    def say(self, lieu: Lieu, libelle: Texte) -> str:
        """A text in the language of the page, ${…} replaced by what is answered."""
        words = texte(libelle, self.langue, defaut=self.programme.formulaire.langue_defaut) if libelle else ""
        return fill(words, lambda code: self._shown(code, lieu)) if "${" in words else words

    def _shown(self, code: str, lieu: Lieu) -> str:
        outside, self.ici = self.ici, lieu
        try:
            nodes = self.find_nodes(code, lieu.noeud)
        finally:
            self.ici = outside
        return nombres.as_text(nodes)


def _near(lieux: list[Lieu], around: Lieu | None) -> list[Lieu]:
    """Places that share our repetitions, as deep as both are in the same ones."""
    if around is None:
        return lieux
    mine = (*around.rangs, around) if isinstance(around.element, Repetition) else around.rangs
    for depth, rang in enumerate(mine):
        same = [
            lieu for lieu in lieux if len(lieu.rangs) > depth and lieu.rangs[depth].element is rang.element
        ]
        if not same:
            break
        lieux = [lieu for lieu in same if lieu.rangs[depth] is rang]
    return lieux
