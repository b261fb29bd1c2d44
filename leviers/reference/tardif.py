"""Libraries that load when they are first used: the one place where an import does not stand at the top."""

from importlib import import_module
from types import ModuleType
from typing import Any


class Tardif:
    """A module by its name, imported at the first word asked of it: most commands never ask.

    Threads  safe: `import_module` holds Python's own lock; the module is then kept
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._module: ModuleType | None = None

    def __getattr__(self, word: str) -> Any:
        if self._module is None:
            self._module = import_module(self._name)
        return getattr(self._module, word)
