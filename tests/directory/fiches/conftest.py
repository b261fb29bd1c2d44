"""People with roles, and a site over a build that stands for real data."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from leviers.accounts import roles
from leviers.accounts.models import Personne, Role
from tests.once import copy_orval
from tests.web.faits.conftest import Reel

STRUCTURE, INCONNUE = "999999030", "552100554"
"""One that lists name, invented in the build of Orval; one that no list names."""


class Someone(Client):
    """The browser of somebody logged in, and who it is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.person = Personne.objects.create_user(name, f"{name}@exemple.invalid")
        self.force_login(self.person)

    def give(self, genre: str, portee: str = "") -> Role:
        """A role in force."""
        role = Role.objects.create(
            personne=self.person,
            genre=genre,
            portee=portee,
            confirme_le=self.person.date_joined,
            moyen=Role.Moyen.PERSONNE,
        )
        roles.keep_groups(self.person)
        return role


@pytest.fixture(scope="session")
def orval_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where the invented territoire was built, once. Read it, do not write to it."""
    return copy_orval(tmp_path_factory, "orval-fiches")


@pytest.fixture
def fictif(orval_home: Path, settings: Any) -> None:
    """The site over the invented territoire alone."""
    settings.HOME = orval_home


@pytest.fixture
def reel(orval_home: Path, tmp_path: Path, settings: Any, catalogue: Any) -> Reel:
    """The site over a build that stands for real data; its first structure has a website."""
    settings.HOME = tmp_path
    made = Reel(tmp_path, orval_home)
    made.run(
        "update facts.structures set site_web = 'https://www.tilleuls.example/' where siren = ?", STRUCTURE
    )
    return made


@pytest.fixture
def someone(db: None) -> Callable[..., Someone]:
    """Somebody with an account, and roles if told."""

    def make(name: str, *given: tuple[str, str]) -> Someone:
        made = Someone(name)
        for genre, portee in given:
            made.give(genre, portee)
        return made

    return make


@pytest.fixture
def lea(someone: Callable[..., Someone]) -> Someone:
    """She represents the structure."""
    return someone("lea", ("organisation", STRUCTURE))


@pytest.fixture
def anim(someone: Callable[..., Someone]) -> Someone:
    """An animateur."""
    return someone("anim", ("animateur", ""))
