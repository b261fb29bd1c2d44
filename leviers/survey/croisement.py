"""Two questions crossed: only answers that may be named, since a crossing of few people names them all."""

from collections.abc import Mapping
from dataclasses import dataclass

from leviers.survey.depouillement import INCONNU, REFUS, REPONDU, SANS_REPONSE, Fiche
from leviers.survey.items import CHOIX, PLUSIEURS, Item
from leviers.survey.resultats import Resultats

SILENCES = {
    INCONNU: "Ne sait pas",
    REFUS: "Ne souhaite pas répondre",
    SANS_REPONSE: "Sans réponse",
}


@dataclass(frozen=True, eq=False)
class Croisement:
    """A table of two questions; `lignes` and `colonnes` are code -> label.

    cases      (row, column) -> SIRENs; several choices of one territoire fall in several cells
    nb         territoires asked both questions and named in both
    nb_autres  published territoires left out: one question not asked, or an answer without a name
    """

    ligne: Item
    colonne: Item
    lignes: Mapping[str, str]
    colonnes: Mapping[str, str]
    cases: Mapping[tuple[str, str], tuple[str, ...]]
    nb: int
    nb_autres: int

    def count_ligne(self, code: str) -> int:
        """Territoires of one row, each once."""
        return len({siren for (row, _), sirens in self.cases.items() if row == code for siren in sirens})

    def count_colonne(self, code: str) -> int:
        """Territoires of one column, each once."""
        return len(
            {siren for (_, column), sirens in self.cases.items() if column == code for siren in sirens}
        )


def list_croisables(resultats: Resultats) -> list[Item]:
    """Questions of choices, outside of repetitions and of what concerns persons."""
    items = (bilan.item for bilan in resultats.bilans)
    return [
        one
        for one in items
        if one.genre in (CHOIX, PLUSIEURS) and not one.est_repete and not one.est_personnel
    ]


def cross(resultats: Resultats, ligne: Item, colonne: Item) -> Croisement:
    """Cross two different questions; a silence has its row or column when somebody kept it."""
    asked = [
        fiche
        for fiche in resultats.fiches
        if fiche.is_named(ligne) and fiche.is_named(colonne) and fiche.read(ligne) and fiche.read(colonne)
    ]
    cases: dict[tuple[str, str], tuple[str, ...]] = {}
    for fiche in asked:
        for row in _list_codes(fiche, ligne):
            for column in _list_codes(fiche, colonne):
                cases[row, column] = (*cases.get((row, column), ()), fiche.siren)
    seen_rows, seen_columns = {row for row, _ in cases}, {column for _, column in cases}
    return Croisement(
        ligne,
        colonne,
        _label(ligne, seen_rows),
        _label(colonne, seen_columns),
        cases,
        len(asked),
        len(resultats.fiches) - len(asked),
    )


def _list_codes(fiche: Fiche, item: Item) -> tuple[str, ...]:
    (reponse,) = fiche.read(item)
    if reponse.statut != REPONDU:
        return (reponse.statut,)
    return tuple(code for code in reponse.codes if code in item.choix) or (SANS_REPONSE,)


def _label(item: Item, seen: set[str]) -> dict[str, str]:
    return {**item.choix, **{code: label for code, label in SILENCES.items() if code in seen}}
