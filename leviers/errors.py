"""One family of errors; each carries its facts and one piece of advice, in French.

LeviersError
├── Refused        a file of facts that cannot be loaded: every problem, with file, line and advice
├── NotPublishable a text that may not be published yet, and what is missing
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


class NotPublishable(LeviersError):
    """Somebody asked to publish a text that lacks what publication requires."""


class NotReady(LeviersError):
    """The machine or the installation is not ready for what was asked."""
