"""The sheet `survey`: rows become the tree of questions, groups and repetitions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from leviers.survey.formulaires.arbre import Element, Groupe, Question, Repetition
from leviers.survey.formulaires.classeur import Feuille
from leviers.survey.formulaires.constructions import (
    A_CHOIX,
    ALIAS_TYPES,
    APPARENCES,
    DE_FICHIER,
    INVISIBLES,
    NON,
    OUI,
    SANS_EFFET,
    TYPES,
)
from leviers.survey.formulaires.entetes import Entete, read_entetes
from leviers.survey.formulaires.feuille_choix import texts
from leviers.survey.formulaires.parametres import read_parametres
from leviers.survey.formulaires.releve import Releve

MAX_QUESTIONS = 2_000
MAX_NIVEAUX = 10

_NOM = re.compile(r"[^\W\d][\w.-]*")
_BOOLEENS = {
    **dict.fromkeys(("yes", "true", "true()"), "true()"),
    **dict.fromkeys(("no", "false", "false()"), ""),
}
_CHAMPS = {
    "relevant": "relevant", "constraint": "contrainte", "required": "obligatoire",
    "readonly": "lecture_seule", "calculation": "calcul", "choice_filter": "filtre_choix",
    "default": "defaut", "repeat_count": "nombre",
    "name": "code", "type": "type", "parameters": "parametres", "appearance": "apparence",
}  # fmt: skip
TEXTES = {
    "label": "libelle", "hint": "aide", "guidance_hint": "guidance",
    "constraint_message": "message_contrainte", "required_message": "message_obligatoire",
}  # fmt: skip


@dataclass(slots=True)
class _Ouvert:
    """A group or repetition whose end is not met yet."""

    element: Groupe | Repetition | None
    ligne: int
    type: str
    elements: list[Element] = field(default_factory=list)
    codes: dict[str, int] = field(default_factory=dict)


class SurveyReader:
    """Reads the sheet once, from top to bottom; `langue` is the default language, set before `read`."""

    def __init__(self, feuille: Feuille, releve: Releve, *, espaces: frozenset[str]) -> None:
        self.feuille, self.releve, self.langue = feuille, releve, ""
        self.entetes = read_entetes(feuille, releve, espaces)
        self.piles = [_Ouvert(None, 0, "")]
        self.repetitions: dict[str, int] = {}
        self.questions = 0

    @property
    def langues(self) -> list[str]:
        return [entete.langue for entete in self.entetes.values() if entete.langue]

    def default_language(self) -> str:
        """Without default_language: the column `label` when there is one, else the first language."""
        bare = any(e.colonne == "label" and not e.langue for e in self.entetes.values())
        return "" if bare or not self.langues else self.langues[0]

    def read(self) -> tuple[Element, ...]:
        present = {entete.colonne for entete in self.entetes.values()}
        for needed in ("type", "name"):
            if needed not in present:
                self.refuse(1, needed, f"la colonne « {needed} » manque.", "Ajoutez-la en première ligne.")
        if not self.feuille.lignes:
            self.refuse(1, "", "le questionnaire n’a aucune ligne.", "Ajoutez au moins une question.")
        for ligne, cells in self.feuille.lignes:
            row = {self.entetes[head]: value for head, value in cells.items()}
            known = {e.colonne: v for e, v in row.items() if e.connue and not e.langue}
            if row and known.get("disabled", "").lower() not in {"yes", "true", "true()"}:
                self._row(ligne, row, known)
        for left in self.piles[:0:-1]:
            self.refuse(left.ligne, "type", f"« {left.type} » n’est jamais refermé.",
                        f"Ajoutez une ligne « {left.type.replace('begin', 'end')} ».")  # fmt: skip
            self._close()
        if self.questions > MAX_QUESTIONS:
            self.refuse(0, "", f"le questionnaire a {self.questions} questions, plus que {MAX_QUESTIONS}.",
                        "Découpez-le en plusieurs questionnaires.")  # fmt: skip
        return tuple(self.piles[0].elements)

    def refuse(self, ligne: int, colonne: str, message: str, conseil: str) -> None:
        self.releve.refuse(self.feuille.nom, ligne, colonne, message, conseil)

    def _row(self, ligne: int, row: Mapping[Entete, str], known: dict[str, str]) -> None:
        written = " ".join(known.get("type", "").split())
        if not written:
            if known.keys() - {"note"}:
                self.refuse(ligne, "type", "la ligne n’a pas de type.", "Écrivez un type, ou videz la ligne.")
            return
        type_, rest, other = _split_type(written)
        if type_ in ("end group", "end repeat"):
            self._end(ligne, type_, written)
            return
        if TYPES.get(type_) is None or TYPES[type_].lu == NON:
            self._refuse_type(ligne, type_, written)
            type_, rest = "text", ""  # read on, so that every problem of the file is said at once
        code = known.get("name", "")
        path = self._path(ligne, code, type_, written)
        self._remember(ligne, path, row)
        if TYPES[type_].lu == SANS_EFFET:
            self.releve.warn(f"Ligne {ligne}, type « {type_} » : {TYPES[type_].remarque}.")
        self._appearance(ligne, known.get("appearance", ""))
        if type_ in ("begin group", "begin repeat"):
            self._open(ligne, type_, row, known, path)
        else:
            self._question(ligne, row, known, path, (type_, rest, other))

    def _refuse_type(self, ligne: int, type_: str, written: str) -> None:
        construction = TYPES.get(type_)
        if construction is not None:
            self.refuse(ligne, "type", f"le type « {type_} » n’est pas pris en charge.",
                        f"{construction.remarque[:1].upper()}{construction.remarque[1:]}.")  # fmt: skip
            return
        close = get_close_matches(type_, [name for name, c in TYPES.items() if c.lu == OUI], n=1)
        advice = (
            f"Vouliez-vous écrire « {close[0]} » ?"
            if close
            else "Les types admis sont dans docs/methode/xlsform.md."
        )
        self.refuse(ligne, "type", f"le type « {written} » est inconnu.", advice)

    def _path(self, ligne: int, code: str, type_: str, written: str) -> str:
        here = self.piles[-1]
        prefix = f"{here.element.chemin}/" if here.element else ""
        if not code:
            self.refuse(ligne, "name", f"« {written} » n’a pas de nom.", "Remplissez la colonne name.")
            return f"{prefix}sans-nom-{ligne}"
        if not _NOM.fullmatch(code) or code == "meta" or len(code) > 100:
            self.refuse(ligne, "name", f"« {code[:60]} » n’est pas un nom de question.",
                        "Lettres, chiffres, « _ », « - » et « . », une lettre d’abord.")  # fmt: skip
            return f"{prefix}sans-nom-{ligne}"
        if code in here.codes:
            self.refuse(ligne, "name", f"le nom « {code} » est déjà à la ligne {here.codes[code]}.",
                        "Donnez un nom différent à chaque question d’un groupe.")  # fmt: skip
            return f"{prefix}{code}-ligne-{ligne}"
        if type_ == "begin repeat":
            if code in self.repetitions:
                first = self.repetitions[code]
                self.refuse(ligne, "name", f"une répétition « {code} » est déjà à la ligne {first}.",
                            "Donnez un nom différent à chaque répétition.")  # fmt: skip
            self.repetitions[code] = ligne
        here.codes[code] = ligne
        return f"{prefix}{code}"

    def _remember(self, ligne: int, path: str, row: Mapping[Entete, str]) -> None:
        self.releve.lignes[path] = ligne
        for entete in row:
            champ = _CHAMPS.get(entete.colonne) or TEXTES.get(entete.colonne)
            if champ:
                self.releve.cellules.setdefault((path, champ), (ligne, entete.ecrit))

    def _appearance(self, ligne: int, words: str) -> None:
        if "${" in words or "(" in words:
            self.releve.warn(f"Ligne {ligne}, apparence « {words} » : gardée, sans effet.")
            return
        for word in words.split():
            construction = APPARENCES.get(word)
            if construction is None or construction.lu == SANS_EFFET:
                self.releve.warn(f"Ligne {ligne}, apparence « {word} » : gardée, sans effet sur les pages.")

    def _texts(self, row: Mapping[Entete, str]) -> dict[str, dict[str, str]]:
        return {champ: texts(row, colonne, self.langue) for colonne, champ in TEXTES.items()}

    def _extra(self, row: Mapping[Entete, str]) -> dict[str, str]:
        return {
            e.ecrit: value
            for e, value in row.items()
            if not e.connue or e.colonne.startswith("media::") or e.colonne == "note"
        }

    def _open(
        self, ligne: int, type_: str, row: Mapping[Entete, str], known: dict[str, str], path: str
    ) -> None:
        words = self._texts(row)
        common = {
            "code": path.rpartition("/")[2], "chemin": path, "libelle": words["libelle"],
            "aide": words["aide"], "relevant": _expression(known, "relevant"),
            "apparence": known.get("appearance", ""), "extra": self._extra(row),
        }  # fmt: skip
        element: Groupe | Repetition
        if type_ == "begin group":
            element = Groupe(**common)  # type: ignore[arg-type]
            if known.get("repeat_count"):
                self.refuse(ligne, "repeat_count", "un groupe ne se répète pas.", "Utilisez begin repeat.")
        else:
            element = Repetition(nombre=known.get("repeat_count", ""), **common)  # type: ignore[arg-type]
        if len(self.piles) > MAX_NIVEAUX:
            self.refuse(
                ligne, "type", f"plus de {MAX_NIVEAUX} niveaux de groupes.", "Aplatissez le questionnaire."
            )
        self.piles.append(_Ouvert(element, ligne, type_))

    def _end(self, ligne: int, type_: str, written: str) -> None:
        here = self.piles[-1]
        if here.element is None:
            self.refuse(
                ligne, "type", f"« {written} » ne referme rien.", "Retirez la ligne ou ajoutez le début."
            )
            return
        if here.type != type_.replace("end", "begin"):
            self.refuse(ligne, "type", f"« {written} » referme le « {here.type} » de la ligne {here.ligne}.",
                        f"Écrivez « {here.type.replace('begin', 'end')} ».")  # fmt: skip
        self._close()

    def _close(self) -> None:
        done = self.piles.pop()
        assert done.element is not None  # noqa: S101 - only the root has none, and it is never closed
        if not done.elements:
            self.refuse(
                done.ligne, "type", f"le groupe « {done.element.code} » est vide.", "Ajoutez-y une question."
            )
        self.piles[-1].elements.append(replace(done.element, elements=tuple(done.elements)))

    def _question(
        self,
        ligne: int,
        row: Mapping[Entete, str],
        known: dict[str, str],
        path: str,
        type_: tuple[str, str, bool],
    ) -> None:
        name, rest, other = type_
        self.questions += 1
        if name in A_CHOIX and not rest:
            self.refuse(ligne, "type", f"« {name} » ne nomme pas sa liste.", f"Écrivez « {name} ma_liste ».")
        if name == "calculate" and not known.get("calculation") and not known.get("default"):
            self.refuse(ligne, "calculation", "le calcul est vide.", "Remplissez la colonne calculation.")
        if known.get("choice_filter") and name not in A_CHOIX:
            self.refuse(
                ligne, "choice_filter", "seule une question à choix se filtre.", "Videz cette cellule."
            )
        if other and (name in DE_FICHIER or known.get("choice_filter")):
            self.refuse(ligne, "type", "« or_other » ne va ni avec un fichier ni avec un filtre de choix.",
                        "Ajoutez vous-même un choix « autre » et une question texte.")  # fmt: skip
        question = Question(
            code=path.rpartition("/")[2],
            chemin=path,
            type=name,
            **self._texts(row),  # type: ignore[arg-type]
            obligatoire=_expression(known, "required"),
            relevant=_expression(known, "relevant"),
            contrainte=known.get("constraint", ""),
            calcul=known.get("calculation", ""),
            filtre_choix=known.get("choice_filter", ""),
            defaut=known.get("default", ""),
            lecture_seule=_expression(known, "readonly"),
            apparence=known.get("appearance", ""),
            choix=rest,
            autre=other,
            parametres=read_parametres(
                name, known.get("parameters", ""), self.releve, self.feuille.nom, ligne
            ),
            extra=self._extra(row),
        )
        if not question.libelle and name not in INVISIBLES and not question.aide:
            self.refuse(
                ligne, "label", f"« {question.code} » n’a pas de libellé.", "Remplissez la colonne label."
            )
        self.piles[-1].elements.append(question)
        if other:
            self.piles[-1].elements.append(self._specify(ligne, question))

    def _specify(self, ligne: int, question: Question) -> Question:
        """The question that "or_other" adds: what « Autre » stands for."""
        code = f"{question.code}_other"
        if code in self.piles[-1].codes:
            self.refuse(ligne, "type", f"« or_other » ajoute la question « {code} », qui existe déjà.",
                        "Renommez l’une des deux.")  # fmt: skip
        self.piles[-1].codes[code] = ligne
        return Question(
            code=code,
            chemin=question.chemin + "_other",
            type="text",
            libelle={"": "Précisez."},
            relevant=f"selected(${{{question.code}}}, 'other')",
            autre_de=question.code,
        )


def _expression(known: Mapping[str, str], colonne: str) -> str:
    """yes and no as XLSForm writes them; relevant=yes says nothing."""
    value = known.get(colonne, "")
    found = _BOOLEENS.get(value.lower(), value)
    if colonne == "relevant":
        return "" if found == "true()" else "false()" if value and not found else found
    return found


def _split_type(written: str) -> tuple[str, str, bool]:
    """Type, list or file name, or_other: « select_one ville or_other » -> select_one, ville, True."""
    lower = written.lower()
    for ending in (" or_other", " or specify other", " or other"):
        if lower.endswith(ending):
            type_, rest, _ = _split_type(written[: -len(ending)])
            return type_, rest, True
    if lower in ALIAS_TYPES:
        return ALIAS_TYPES[lower], "", False
    for name in TYPES:
        if lower == name.lower():
            return name, "", False
    starts = [*ALIAS_TYPES, *(name for name in TYPES if name in A_CHOIX)]
    for start in sorted(starts, key=len, reverse=True):
        target = ALIAS_TYPES.get(start, start)
        if target in A_CHOIX and lower.startswith(start + " "):
            return target, written[len(start) + 1 :].strip(), False
    first = lower.split()[0]
    if first in TYPES and TYPES[first].lu == NON:
        return first, "", False
    return lower, "", False
