"""Libraries that load when they are first used: the one place where an import does not stand at the top."""

from importlib import import_module
from typing import Any


class Tardif:
    """A module by its name, imported at the first word asked of it: most commands never ask.

    Threads  safe: `import_module` holds Python's own lock, and answers from its table afterwards
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, word: str) -> Any:
        return getattr(import_module(self._name), word)
