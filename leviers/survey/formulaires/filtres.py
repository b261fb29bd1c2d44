"""choice_filter: which choices of a list are offered.

Most filters compare columns of the list with answers: `region = ${region} and type = 'a'`. Their right sides
are evaluated once, and the list is cut by plain comparison. Any other filter is evaluated at each choice.
"""

from typing import TYPE_CHECKING, Any

from leviers.survey.formulaires import nombres
from leviers.survey.formulaires.arbre import Choix, Question
from leviers.survey.formulaires.programme import AUTRE

if TYPE_CHECKING:
    from leviers.survey.formulaires.evaluation import Passe
    from leviers.survey.formulaires.instance import Lieu


def keep_choices(
    passe: "Passe", lieu: "Lieu", question: Question, choix: tuple[Choix, ...]
) -> tuple[Choix, ...]:
    """The choices the filter lets through, in their order; `other` is always offered."""
    token = passe.programme.expressions[question.chemin, "filtre_choix"].token
    pairs = _equalities(token)
    if pairs is None:
        return _one_by_one(passe, lieu, question, choix, token)
    wanted = [(column, passe.evaluate_at(side, lieu)) for column, side in pairs]
    return tuple(
        c
        for c in choix
        if c is AUTRE or all(nombres.compare(_column(c, column), value, "=") for column, value in wanted)
    )


def _column(choix: Choix, column: str) -> str:
    return choix.code if column == "name" else choix.extra.get(column, "")


def _equalities(token: Any) -> list[tuple[str, Any]] | None:
    """(column, other side) of `a = … and b = …`; None for any other form."""
    if token.symbol == "and":
        left, right = _equalities(token[0]), _equalities(token[1])
        return None if left is None or right is None else left + right
    if token.symbol != "=":
        return None
    for column, side in ((token[0], token[1]), (token[1], token[0])):
        if column.symbol == "(name)" and column.value != "label" and not _mentions_item(side):
            return [(str(column.value), side)]
    return None


def _mentions_item(token: Any) -> bool:
    return token.symbol in {"(name)", ".", "/", "[", ".."} or any(_mentions_item(child) for child in token)


def _one_by_one(
    passe: "Passe", lieu: "Lieu", question: Question, choix: tuple[Choix, ...], token: Any
) -> tuple[Choix, ...]:
    items = [node for node in passe.programme.list_tree(question.choix).iter() if node.name == "item"]
    kept = [
        c
        for c, item in zip(choix, items, strict=False)
        if nombres.as_boolean(passe.evaluate_at(token, lieu, item))
    ]
    return (*kept, AUTRE) if question.autre else tuple(kept)
