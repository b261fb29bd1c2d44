"""One family of errors; each carries its facts and one piece of advice, in French.

LeviersError
├── Refused        a file of facts that cannot be loaded: every problem, with file, line and advice
├── NotPublishable a text that may not be published yet, and what is missing
├── NotReviewable  a decision on a record that cannot be kept
├── LinkRefused    a personal link that is forged, withdrawn or out of date
├── SurveyClosed   an answer to a survey that takes none any more
├── NotAllowedNow  a step of a survey asked for before those that it needs
├── PieceRefused   a file joined to an answer that is too large, or not what its name says
├── SourceUnavailable, SourceUnreadable, SourceChanged, SourceLost
│                  a public source away, damaged, of another shape, or poorer than its budget allows
├── FormulaireRefuse  a questionnaire that cannot be read or evaluated: every problem, sheet, row and column
├── ContactsRefuses   a list of contacts that cannot be taken: every problem, sheet, row and column
├── InstanceRefusee   a submission of an ODK client that cannot be read as an answer
├── EditionRefused   an edition that cannot be written: its code, its place, or it is frozen already
├── CorrectionRefused  other words for a paragraph that do not keep what is computed in it
├── BuildRefused   what was computed does not hold together
└── NotReady       the installation lacks something: database, port, write access
"""

from dataclasses import dataclass


class LeviersError(Exception):
    """Root of the family: what happened, then what to do about it."""

    def __init__(self, message: str, *, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message}\n  → {self.advice}"


@dataclass(frozen=True)
class Problem:
    """One reason to refuse a file: where it is (line 0 for the whole file), what is wrong, what to do."""

    file: str
    line: int
    message: str
    advice: str

    def __str__(self) -> str:
        place = f"{self.file}, ligne {self.line}" if self.line else self.file
        return f"{place} : {self.message}\n  → {self.advice}"


class Refused(LeviersError):
    """A file of facts was refused as a whole; nothing of it was written."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        text = "\n".join(str(problem) for problem in problems)
        super().__init__(
            f"{len(problems)} défaut{'s' if len(problems) > 1 else ''} dans les fichiers de faits :\n{text}",
            advice="Corrigez les lignes citées, puis relancez le chargement : rien n’a été écrit.",
        )


@dataclass(frozen=True)
class Probleme:
    """One reason to refuse a questionnaire; line 0 and column "" speak of the whole sheet or file."""

    feuille: str
    ligne: int
    colonne: str
    message: str
    conseil: str

    def __str__(self) -> str:
        parts = [self.feuille and f"feuille « {self.feuille} »", self.ligne and f"ligne {self.ligne}"]
        parts.append(self.colonne and f"colonne « {self.colonne} »")
        place = ", ".join(part for part in parts if part) or "fichier"
        return f"{place} : {self.message}\n  → {self.conseil}"


class FormulaireRefuse(LeviersError):
    """A questionnaire was refused as a whole: nothing that is not understood is ignored."""

    def __init__(self, problemes: list[Probleme]) -> None:
        self.problemes = problemes
        text = "\n".join(str(probleme) for probleme in problemes)
        super().__init__(
            f"{len(problemes)} défaut{'s' if len(problemes) > 1 else ''} dans le questionnaire :\n{text}",
            advice="Corrigez les cellules citées, puis déposez à nouveau le fichier : rien n’a été importé.",
        )


class ContactsRefuses(LeviersError):
    """A list of contacts was refused as a whole; nobody of it was added."""

    def __init__(self, problemes: list[Probleme]) -> None:
        self.problemes = problemes
        text = "\n".join(str(probleme) for probleme in problemes)
        faults = f"{len(problemes)} défaut{'s' if len(problemes) > 1 else ''}"
        super().__init__(
            f"{faults} dans la liste des contacts :\n{text}",
            advice="Corrigez les cellules citées, puis déposez à nouveau le fichier : rien n’a été ajouté.",
        )


class InstanceRefusee(LeviersError):
    """A submission that cannot be read as an answer to its questionnaire."""


class NotPublishable(LeviersError):
    """Somebody asked to publish a text that lacks what publication requires."""


class NotReviewable(LeviersError):
    """A reviewer said something that cannot be kept: the record is gone, or the answer makes no sense."""


class LinkRefused(LeviersError):
    """Somebody came with a personal link that opens nothing, or nothing any more (`is_withdrawn`)."""

    def __init__(self, message: str, *, advice: str, is_withdrawn: bool = False) -> None:
        super().__init__(message, advice=advice)
        self.is_withdrawn = is_withdrawn


class SurveyClosed(LeviersError):
    """The campaign, or this participation, takes no answer any more; nothing was written."""


class NotAllowedNow(LeviersError):
    """A step of a survey that cannot be taken yet, or by this person."""


class PieceRefused(LeviersError):
    """A file joined to an answer cannot be kept; nothing of it was."""


class NotReady(LeviersError):
    """The machine or the installation is not ready for what was asked."""


class SourceUnavailable(LeviersError):
    """A public source did not answer, or answered something else than its data."""


class SourceUnreadable(LeviersError):
    """A raw file is not what it says: empty, cut, a web page instead of a table."""

    def __init__(self, *, source: str, fichier: str, what: str) -> None:
        self.source, self.fichier = source, fichier
        super().__init__(
            f"Source « {source} » : le fichier « {fichier} » {what}.",
            advice=f"Relancez « leviers fetch {source} » ; la dernière version saine reste en place.",
        )


class SourceChanged(LeviersError):
    """An official file no longer has a column without which its rows mean nothing."""

    def __init__(self, *, source: str, missing: set[str], advice: str, fichier: str = "") -> None:
        self.source, self.missing, self.fichier = source, missing, fichier
        one = len(missing) == 1
        names = ", ".join(sorted(missing))
        super().__init__(
            f"Source « {source} »{f', fichier « {fichier} »' if fichier else ''} : "
            f"{'la colonne obligatoire' if one else 'les colonnes obligatoires'} {names} "
            f"{'manque' if one else 'manquent'}.",
            advice=advice,
        )


class SourceLost(LeviersError):
    """A source lost more rows than the budget its `source.toml` declares."""


class EditionRefused(LeviersError):
    """An edition was not written; what was frozen before is as it was."""


class CorrectionRefused(LeviersError):
    """Other words for a paragraph were refused: they would touch what is computed, or are not plain text."""


class BuildRefused(LeviersError):
    """What was computed does not hold together; nothing was published."""
