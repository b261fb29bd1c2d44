"""One expression of a questionnaire: checked, prepared for the grammar, parsed once.

`${x}` becomes `_reference("x")`, `'${x}'` the name itself (second argument of jr:choice-name), typographic
quotes become plain ones. Everything that is not understood is a `Defaut` that names it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from leviers.reference.tardif import Tardif
from leviers.survey.formulaires.constructions import FONCTIONS_REFUSEES
from leviers.survey.formulaires.fonctions import FONCTIONS
from leviers.survey.formulaires.motifs import MotifRefuse, compile_motif

if TYPE_CHECKING:
    import elementpath
    from elementpath import xpath_tokens
    from elementpath.xpath_tokens import XPathToken

    from leviers.survey.formulaires import grammaire
else:
    elementpath, xpath_tokens = Tardif("elementpath"), Tardif("elementpath.xpath_tokens")
    grammaire = Tardif("leviers.survey.formulaires.grammaire")

MAX_LONGUEUR = 4_000
MAX_PROFONDEUR = 80  # of the parsed tree: evaluation recurses, Python allows about 1,000 frames

_PIECES = re.compile(
    r"""(?P<texte>'[^']*'|"[^"]*")
      | (?P<reference>\$\{[^}]*\})
      | (?P<fonction>[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?(?=\s*\())
      | (?P<autre>.)""",
    re.VERBOSE | re.DOTALL,
)
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_NOM = re.compile(r"[^\W\d][\w.-]*")
_SIGNES = {
    "==": ("« == » n’existe pas.", "Écrivez un seul « = »."),
    "::": ("les axes (nom::…) ne sont pas pris en charge.", "Écrivez ${nom}."),
    "//": ("« // » n’est pas pris en charge.", "Écrivez ${nom}."),
    "|": ("« | » n’est pas pris en charge.", "Écrivez « or » entre deux conditions."),
    "@": ("« @ » n’est pas pris en charge.", "Un formulaire n’a pas d’attributs : écrivez ${nom}."),
    "$": ("« $ » n’est pas une référence.", "Écrivez ${nom}, accolades comprises."),
    "&": ("« & » n’existe pas.", "Écrivez « and »."),
    "!": ("« ! » n’existe pas seul.", "Écrivez not(…) ou « != »."),
}
_OPERATEURS = frozenset({"and", "or", "div", "mod"})
_DYNAMIQUE = re.compile(r"\$\{|[^\W\d][\w.:-]*\(")


@dataclass(frozen=True, slots=True)
class Defaut:
    """What is wrong with an expression, and what to do about it, in French."""

    message: str
    conseil: str


class ExpressionRefusee(ValueError):
    def __init__(self, defauts: list[Defaut]) -> None:
        super().__init__("; ".join(defaut.message for defaut in defauts))
        self.defauts = defauts


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression and the names it depends on.

    references  codes written ${x}        chemins   names met in written paths such as ../x
    colonnes    bare names: columns of the list in a choice_filter, else members of a filtered ${repetition}
    noms        codes written '${x}'            listes, tables   named by instance() and pulldata()
    """

    source: str
    token: "XPathToken"
    references: frozenset[str]
    chemins: frozenset[str]
    colonnes: frozenset[str]
    noms: frozenset[str]
    listes: frozenset[str]
    tables: frozenset[str]


def is_dynamic(default: str) -> bool:
    """A default that is an expression: it holds a reference or a function call."""
    return bool(_DYNAMIQUE.search(default))


@lru_cache(maxsize=8192)
def compile_expression(source: str, *, filtre: bool = False) -> Expression:
    """Parse; `filtre` tells a choice_filter, where bare names are columns. Raises ExpressionRefusee."""
    if len(source) > MAX_LONGUEUR:
        raise _one(
            f"l’expression dépasse {MAX_LONGUEUR} caractères.",
            "Découpez-la en plusieurs questions « calculate ».",
        )
    straight = source if "'" in source or '"' in source else source.translate(_QUOTES)
    prepared, references, noms, defauts = _prepare(straight)
    if defauts:
        raise ExpressionRefusee(defauts)
    try:
        token = grammaire.parse(prepared)
    except (elementpath.ElementPathError, RecursionError, ValueError) as error:
        raise ExpressionRefusee([_explain(source, error)]) from error
    if _depth(token) > MAX_PROFONDEUR:
        raise _one("l’expression est trop imbriquée.", "Découpez-la en plusieurs questions « calculate ».")
    walker = _Walker()
    walker.visit(token, dans_liste=filtre)
    if walker.defauts:
        raise ExpressionRefusee(walker.defauts)
    return Expression(
        source,
        token,
        frozenset(references),
        frozenset(walker.chemins),
        frozenset(walker.colonnes),
        frozenset(noms),
        frozenset(walker.listes),
        frozenset(walker.tables),
    )


def _one(message: str, conseil: str) -> ExpressionRefusee:
    return ExpressionRefusee([Defaut(message, conseil)])


def _prepare(source: str) -> tuple[str, set[str], set[str], list[Defaut]]:
    """The source for the grammar, the codes it refers to, those it names in quotes, and what is wrong."""
    out: list[str] = []
    references: set[str] = set()
    noms: set[str] = set()
    defauts: list[Defaut] = []
    for piece in _PIECES.finditer(source):
        text, kind = piece.group(), piece.lastgroup
        if kind == "texte" and text.translate(_QUOTES) != text:
            defauts.append(
                Defaut(
                    f"le texte {text} contient une apostrophe ou un guillemet courbe.",
                    "Dans une expression, désignez un choix par son code, sans apostrophe courbe.",
                )
            )
        elif kind == "texte" and "${" in text:
            name = text[1:-1].strip()
            if name.startswith("${") and name.endswith("}") and _NOM.fullmatch(name[2:-1].strip()):
                noms.add(name[2:-1].strip())
                text = f"'{name[2:-1].strip()}'"
            else:
                defauts.append(
                    Defaut(
                        f"la référence est entre guillemets dans {text}.", "Utilisez concat('…', ${…}, '…')."
                    )
                )
        elif kind == "reference":
            code = text[2:-1].strip()
            if code.startswith("last-saved#"):
                defauts.append(
                    Defaut(
                        "« last-saved » n’est pas pris en charge.", FONCTIONS_REFUSEES["last-saved"].remarque
                    )
                )
            elif not _NOM.fullmatch(code):
                defauts.append(Defaut(f"« {text} » n’est pas une référence.", "Écrivez ${nom_de_question}."))
            references.add(code)
            text = f'_reference("{code}")'
        elif kind == "fonction" and text not in _OPERATEURS:
            if text not in FONCTIONS:
                defauts.append(_unknown_function(text))
            text = text.replace(":", "-")
        out.append(text)
    pieces = _PIECES.finditer(source)
    bare = "".join(piece.group() if piece.lastgroup == "autre" else "¤" for piece in pieces)
    bare = re.sub(r"\s+", "", bare).replace("!=", "≠")
    defauts += [Defaut(*words) for sign, words in _SIGNES.items() if sign in bare]
    return "".join(out), references, noms, defauts


def _unknown_function(name: str) -> Defaut:
    if name in FONCTIONS_REFUSEES:
        return Defaut(
            f"la fonction {name}() n’est pas prise en charge.",
            f"{FONCTIONS_REFUSEES[name].remarque[:1].upper()}{FONCTIONS_REFUSEES[name].remarque[1:]}.",
        )
    close = get_close_matches(name, FONCTIONS, n=1)
    advice = (
        f"Vouliez-vous écrire {close[0]}() ?"
        if close
        else "La liste des fonctions est dans docs/methode/xlsform.md."
    )
    return Defaut(f"la fonction {name}() est inconnue.", advice)


def _explain(source: str, error: Exception) -> Defaut:
    """The English message of elementpath in French words, for the mistakes people make."""
    words = str(error)
    if isinstance(error, RecursionError):
        return Defaut("l’expression est trop imbriquée.", "Découpez-la en plusieurs questions « calculate ».")
    if "Too few arguments" in words or "Too many arguments" in words or "has no arguments" in words:
        name = words.split("'")[1] if "'" in words else "?"
        return Defaut(
            f"la fonction {name}() n’a pas le bon nombre d’arguments.",
            "Comparez avec docs/methode/xlsform.md.",
        )
    if source.count("(") != source.count(")"):
        return Defaut("une parenthèse n’est pas fermée, ou l’est deux fois.", "Comptez les parenthèses.")
    place = re.search(r"column (\d+)", words)
    where = f" vers le caractère {place[1]}" if place and "${" not in source else ""
    return Defaut(
        f"l’expression « {source[:80]} » ne se lit pas{where}.", "Vérifiez guillemets et opérateurs."
    )


def _depth(token: "XPathToken") -> int:
    deepest, stack = 0, [(token, 1)]
    while stack:
        current, depth = stack.pop()
        deepest = max(deepest, depth)
        stack.extend((child, depth + 1) for child in _children(current))
    return deepest


def _children(token: "XPathToken") -> "Iterator[XPathToken]":
    return (child for child in token if isinstance(child, xpath_tokens.XPathToken))


class _Walker:
    """Reads names off the parsed tree: written paths, columns of lists, lists, patterns."""

    def __init__(self) -> None:
        self.chemins: set[str] = set()
        self.colonnes: set[str] = set()
        self.listes: set[str] = set()
        self.tables: set[str] = set()
        self.defauts: list[Defaut] = []
        self._under_list = False

    def visit(self, token: "XPathToken", *, dans_liste: bool) -> None:
        symbol = token.symbol
        if symbol == "(name)":
            self._bare(str(token.value), dans_liste)
        elif symbol == "/":
            self._path(token, dans_liste)
        elif symbol == "[":
            self.visit(token[0], dans_liste=dans_liste)
            self.visit(token[1], dans_liste=True)
        else:
            self._check_call(token)
            for child in _children(token):
                self.visit(child, dans_liste=dans_liste)

    def _bare(self, name: str, dans_liste: bool) -> None:
        if dans_liste:
            if not self._under_list:
                self.colonnes.add(name)
        else:
            self.defauts.append(
                Defaut(
                    f"« {name} » n’est ni un texte ni une référence.",
                    f"Écrivez ${{{name}}} pour la question, '{name}' pour le texte.",
                )
            )

    def _path(self, token: "XPathToken", dans_liste: bool) -> None:
        """A path of steps: its names are columns under instance(), else elements of the questionnaire."""
        steps: list[XPathToken] = []
        node = token
        while node.symbol == "/" and len(node) == 2:
            steps.append(node[1])
            node = node[0]
        steps.append(node[0] if node.symbol == "/" and len(node) == 1 else node)
        under_list = steps[-1].symbol == "instance" or (
            steps[-1].symbol == "[" and steps[-1][0].symbol == "instance"
        )
        for step in steps:
            predicates: list[XPathToken] = []
            while step.symbol == "[":
                predicates.append(step[1])
                step = step[0]
            if step.symbol != "(name)":
                self.visit(step, dans_liste=dans_liste)
            elif not under_list:
                self.chemins.add(str(step.value))
            outside, self._under_list = self._under_list, under_list or self._under_list
            for predicate in predicates:
                self.visit(predicate, dans_liste=True)
            self._under_list = outside

    def _check_call(self, token: "XPathToken") -> None:
        literals = [str(child.value) if child.symbol == "(string)" else None for child in _children(token)]
        if token.symbol == "regex" and literals[1] is not None:
            try:
                compile_motif(literals[1])
            except MotifRefuse as error:
                self.defauts.append(
                    Defaut(
                        f"le motif « {literals[1]} » ne se lit pas ({error}).",
                        "Ni (?=…), ni (?!…), ni renvoi \\1 : décrivez le texte permis.",
                    )
                )
        elif token.symbol == "instance" and literals[0] is not None:
            self.listes.add(literals[0])
        elif token.symbol == "pulldata" and literals[0] is not None:
            self.tables.add(literals[0])
        elif token.symbol in ("instance", "pulldata"):
            self.defauts.append(
                Defaut(
                    f"le premier argument de {token.symbol}() doit être un texte.",
                    "Écrivez le nom de la liste ou du fichier entre apostrophes.",
                )
            )
        elif token.symbol == "indexed-repeat":
            children = list(_children(token))
            if any(children[index].symbol != "_reference" for index in range(len(children))
                   if index == 0 or index % 2 == 1):  # fmt: skip
                self.defauts.append(
                    Defaut(
                        "indexed-repeat() attend des références ${…}.",
                        "Écrivez indexed-repeat(${question}, ${repetition}, numéro).",
                    )
                )
