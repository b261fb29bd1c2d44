"""Carry answers from one version of a questionnaire to the next: what follows, what is lost, in words.

A proposal: nothing is written here. Questions are the same by path, else by code when it is alone on both
sides, else by label and type; choices by code, else by label.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from leviers.survey.formulaires.arbre import Choix, Formulaire, Question, questions, texte
from leviers.survey.formulaires.constructions import A_CHOIX, A_PLUSIEURS
from leviers.survey.formulaires.programme import compile_programme
from leviers.survey.formulaires.saisie import read_value

MEME, DEPLACEE, RENOMMEE, CONVERTIE, PARTIELLE, PERDUE = (
    "même", "déplacée", "renommée", "convertie", "en partie", "perdue"
)  # fmt: skip
Key = Callable[[Formulaire, Question], str]
_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Ligne:
    """What becomes of one answer. `avant` and `apres` are values, `chemin_apres` is "" when it is lost."""

    chemin: str
    chemin_apres: str
    sort: str
    avant: str
    apres: str
    phrase: str

    @property
    def a_confirmer(self) -> bool:
        return self.sort not in {MEME, DEPLACEE}


@dataclass(frozen=True, slots=True)
class Reprise:
    """The proposal: answers for the new version, and one line for each answer of the old one.

    chemins   path of each answer -> its path in the new version, answers without a value included
    """

    reponses: dict[str, str]
    lignes: tuple[Ligne, ...]
    nouvelles: tuple[str, ...]
    chemins: Mapping[str, str]

    @property
    def perdues(self) -> tuple[Ligne, ...]:
        return tuple(ligne for ligne in self.lignes if ligne.sort in {PERDUE, PARTIELLE})


def carry_over(ancien: Formulaire, nouveau: Formulaire, reponses: Mapping[str, str]) -> Reprise:
    """Propose the answers of `nouveau` from those given to `ancien`, without losing one in silence."""
    pairs = _pair(ancien, nouveau)
    before = {question.chemin: question for question in questions(ancien)}
    kept: dict[str, str] = {}
    chemins: dict[str, str] = {}
    lignes: list[Ligne] = []
    for path, value in reponses.items():
        plain = _INDEX.sub("", path)
        question = before.get(plain)
        if question is None or not value:
            if question is not None and plain in pairs:
                chemins[path] = _follow(path, pairs[plain][0].chemin)
                kept[chemins[path]] = value
            continue
        ligne = _carry(ancien, nouveau, question, pairs.get(plain), path, value)
        lignes.append(ligne)
        if ligne.chemin_apres:
            chemins[path] = ligne.chemin_apres
            kept[ligne.chemin_apres] = ligne.apres
    met = {target.chemin for target, _ in pairs.values()}
    nouvelles = tuple(q.chemin for q in questions(nouveau) if q.chemin not in met)
    return Reprise(kept, tuple(lignes), nouvelles, chemins)


def _pair(ancien: Formulaire, nouveau: Formulaire) -> dict[str, tuple[Question, str]]:
    """Path of an old question -> the new one and how it was recognised."""
    left = {q.chemin: q for q in questions(ancien)}
    right = {q.chemin: q for q in questions(nouveau)}
    pairs = {path: (right[path], MEME) for path in left if path in right}
    for sort, key in ((DEPLACEE, lambda _, q: q.code), (RENOMMEE, _sense)):
        free_left = _alone(ancien, [q for path, q in left.items() if path not in pairs], key)
        taken = {target.chemin for target, _ in pairs.values()}
        free_right = _alone(nouveau, [q for path, q in right.items() if path not in taken], key)
        for name, question in free_left.items():
            target = free_right.get(name)
            if target is not None and _depth(question) == _depth(target):
                pairs[question.chemin] = (target, sort)
    return pairs


def _depth(question: Question) -> int:
    return question.chemin.count("/")


def _sense(formulaire: Formulaire, question: Question) -> str:
    words = texte(question.libelle, formulaire.langue_defaut)
    return f"{question.type}|{' '.join(words.lower().split())}" if words else ""


def _alone(formulaire: Formulaire, found: list[Question], key: Key) -> dict[str, Question]:
    """Questions that are the only one with their key."""
    by: dict[str, list[Question]] = {}
    for question in found:
        by.setdefault(key(formulaire, question), []).append(question)
    return {name: members[0] for name, members in by.items() if name and len(members) == 1}


def _follow(path: str, target: str) -> str:
    """The numbers of the old path put on the new one, where repetitions keep their place."""
    old, new = path.split("/"), target.split("/")
    numbers = ["".join(_INDEX.findall(step)) for step in old]
    return "/".join(name + number for name, number in zip_longest(new, numbers[: len(new)], fillvalue=""))


def _carry(
    ancien: Formulaire,
    nouveau: Formulaire,
    question: Question,
    pair: tuple[Question, str] | None,
    path: str,
    value: str,
) -> Ligne:
    label = texte(question.libelle, ancien.langue_defaut) or question.code
    if pair is None:
        return Ligne(
            path, "", PERDUE, value, "", f"« {label} » n’est plus demandée : sa réponse n’est pas reprise."
        )
    target, sort = pair
    follows = _follow(path, target.chemin)
    new, lost = _convert(ancien, nouveau, question, target, value)
    if not new:
        return Ligne(path, "", PERDUE, value, "", f"« {label} » : {lost}")
    if lost:
        return Ligne(path, follows, PARTIELLE, value, new, f"« {label} » : {lost}")
    if new != value or question.type != target.type:
        return Ligne(path, follows, CONVERTIE, value, new, f"« {label} » : « {value} » devient « {new} ».")
    phrases = {
        MEME: f"« {label} » : réponse reprise.",
        DEPLACEE: f"« {label} » a changé de place : réponse reprise.",
        RENOMMEE: f"« {label} » semble renommée en « {target.code} » : réponse proposée.",
    }
    return Ligne(path, follows, sort, value, new, phrases[sort])


def _convert(
    ancien: Formulaire, nouveau: Formulaire, question: Question, target: Question, value: str
) -> tuple[str, str]:
    """The value for the new question, and what is lost of it in words; ("", words) when nothing follows."""
    if target.type in A_CHOIX:
        return _convert_choices(ancien, nouveau, question, target, value)
    if question.type in A_CHOIX:
        by_code = _by_code(ancien, question)
        value = ", ".join(_said(by_code, code, ancien) for code in value.split())
    if question.type == target.type:
        return value, ""
    typed = value.replace(".", ",") if question.type in {"decimal", "range", "integer"} else value
    new, error = read_value(target, value if target.type in {"text", "hidden"} else typed)
    return (new, "") if not error else ("", f"le type a changé, et « {value} » ne convient plus.")


def _by_code(formulaire: Formulaire, question: Question) -> dict[str, Choix]:
    return {choix.code: choix for choix in compile_programme(formulaire).choices_of(question)}


def _said(by_code: Mapping[str, Choix], code: str, formulaire: Formulaire) -> str:
    return texte(by_code[code].libelle, formulaire.langue_defaut) if code in by_code else code


def _convert_choices(
    ancien: Formulaire, nouveau: Formulaire, question: Question, target: Question, value: str
) -> tuple[str, str]:
    before = _by_code(ancien, question) if question.type in A_CHOIX else {}
    after = _by_code(nouveau, target)
    by_label = {texte(c.libelle, nouveau.langue_defaut).strip().lower(): c.code for c in after.values()}
    members = value.split() if question.type in A_PLUSIEURS else [value]
    kept: list[str] = []
    gone: list[str] = []
    for code in members:
        label = _said(before, code, ancien)
        found = code if code in after else by_label.get(label.strip().lower(), "")
        (kept if found else gone).append(found or label)
    if len(kept) > 1 and target.type not in A_PLUSIEURS:
        return "", "une seule réponse est maintenant admise, et plusieurs étaient données."
    words = ", ".join(f"« {label} »" for label in gone)
    lost = f"{words} {'n’est plus proposé' if len(gone) == 1 else 'ne sont plus proposés'}." if gone else ""
    return " ".join(kept), lost
