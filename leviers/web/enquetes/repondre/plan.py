"""A section as its page lays it out: titles of groups, questions, repetitions that grow and shrink."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leviers.survey.formulaires.arbre import Element, Groupe, Question, Repetition, Section, texte
from leviers.survey.models import Saisie
from leviers.survey.saisies import Dit
from leviers.web.enquetes.repondre.champs import Champ
from leviers.web.enquetes.repondre.dossier import Dossier

_NUMBERED = re.compile(r"(.+)\[(\d+)\]")


@dataclass(frozen=True)
class Titre:
    """Title of a group, or of one time of a repetition; `retrait` is the path to take off, else empty."""

    libelle: str
    visible: bool
    retrait: str = ""


@dataclass(frozen=True)
class Ajout:
    """A button that adds one more to a repetition."""

    chemin: str
    libelle: str


Bloc = Titre | Champ | Ajout


def lay_out(dossier: Dossier, section: Section, champs: list[Champ]) -> list[Bloc]:
    """Blocks of a section, in the order of the questionnaire."""
    by_path = {champ.chemin: champ for champ in champs}
    return [*_lay(dossier, section.elements, "", by_path, depth=0)]


def _lay(
    dossier: Dossier, elements: tuple[Element, ...], prefix: str, champs: Mapping[str, Champ], *, depth: int
) -> Iterator[Bloc]:
    for element in elements:
        path = f"{prefix}{element.code}"
        if isinstance(element, Question):
            if path in champs:
                yield champs[path]
        elif isinstance(element, Groupe):
            if depth:
                yield Titre(_name(dossier, element, path), dossier.evaluation.visibles.get(path, True))
            yield from _lay(dossier, element.elements, f"{path}/", champs, depth=depth + 1)
        else:
            yield from _lay_times(dossier, element, path, champs, depth=depth)


def _lay_times(
    dossier: Dossier, element: Repetition, path: str, champs: Mapping[str, Champ], *, depth: int
) -> Iterator[Bloc]:
    is_fixed = path in dossier.evaluation.fixes
    for number in range(1, dossier.evaluation.nombres.get(path, 0) + 1):
        one = f"{path}[{number}]"
        is_seen = dossier.evaluation.visibles.get(one, True)
        name = f"{_name(dossier, element, one)} ({number})"
        yield Titre(name, is_seen, "" if is_fixed else one)
        yield from _lay(dossier, element.elements, f"{one}/", champs, depth=depth + 1)
    if not is_fixed:
        yield Ajout(path, _name(dossier, element, path))


def _name(dossier: Dossier, element: Groupe | Repetition, path: str) -> str:
    return dossier.evaluation.libelles.get(path) or texte(element.libelle) or element.code


def add_time(dossier: Dossier, chemin: str) -> list[Dit]:
    """One more time of a repetition; nothing when the path is none, or its number is decided elsewhere."""
    if chemin not in dossier.evaluation.nombres or chemin in dossier.evaluation.fixes:
        return []
    number = dossier.evaluation.nombres[chemin] + 1
    return [Dit(chemin=f"{chemin}[{number}]", valeur=str(number))]


def remove_time(dossier: Dossier, chemin: str) -> list[Dit]:
    """One time of a repetition taken off: those after it move up by one, the last place is emptied.

    What was there stays in the history of answers.
    """
    match = _NUMBERED.fullmatch(chemin)
    if not match or match[1] not in dossier.evaluation.nombres:
        return []
    path, first, last = match[1], int(match[2]), dossier.evaluation.nombres[match[1]]
    if not 1 <= first <= last or path in dossier.evaluation.fixes:
        return []
    moved: dict[str, Dit] = {}
    for number in range(first, last + 1):
        here, following = f"{path}[{number}]", f"{path}[{number + 1}]"
        for known in dossier.standing:
            if known.startswith(f"{here}/"):
                moved.setdefault(known, _empty(dossier, known))
            if known.startswith(f"{following}/") and number < last:
                target = here + known.removeprefix(following)
                moved[target] = _move(dossier, known, target)
    end = f"{path}[{last}]"
    return [*moved.values(), _empty(dossier, end)]


def _empty(dossier: Dossier, chemin: str) -> Dit:
    return Dit(chemin=chemin, statut=Saisie.Statut.VIDE, bases=_all_bases(dossier, chemin))


def _move(dossier: Dossier, origin: str, target: str) -> Dit:
    last = dossier.standing[origin][-1]
    return Dit(
        chemin=target,
        valeur=last.valeur,
        statut=last.statut,
        origine=last.origine,
        commentaire=last.commentaire,
        lien=last.lien,
        piece=last.piece,
        connu=last.connu,
        bases=_all_bases(dossier, target),
    )


def _all_bases(dossier: Dossier, chemin: str) -> frozenset[int]:
    return frozenset(saisie.pk for saisie in dossier.standing.get(chemin, ()))
