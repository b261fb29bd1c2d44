"""What is found while a questionnaire is read: problems that refuse it, warnings, where cells are."""

from dataclasses import dataclass, field

from leviers.errors import Probleme

MAX_PROBLEMES = 200


@dataclass(slots=True)
class Releve:
    """Problems and warnings in order; `cellules` leads from (path, field) to (row, header as written)."""

    problemes: list[Probleme] = field(default_factory=list)
    avertissements: list[str] = field(default_factory=list)
    cellules: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    lignes: dict[str, int] = field(default_factory=dict)

    def refuse(self, feuille: str, ligne: int, colonne: str, message: str, conseil: str) -> None:
        if len(self.problemes) < MAX_PROBLEMES:
            self.problemes.append(Probleme(feuille, ligne, colonne, message, conseil))

    def refuse_at(self, chemin: str, champ: str, message: str, conseil: str) -> None:
        """A problem of the sheet survey, at the cell this field was read from."""
        ligne, colonne = self.cellules.get((chemin, champ), (self.lignes.get(chemin, 0), ""))
        self.refuse("survey", ligne, colonne, message, conseil)

    def warn(self, message: str) -> None:
        if message not in self.avertissements:
            self.avertissements.append(message)
