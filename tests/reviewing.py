"""Fixtures of reviews: a build of a few invented records, two reviewers, and what they decide."""

import pytest

from leviers.accounts import roles
from leviers.accounts.models import Personne
from leviers.evidence import review
from tests.actes import Actes


@pytest.fixture
def actes(settings, tmp_path):
    """An empty build, to be filled and swapped by the test."""
    settings.HOME = tmp_path
    return Actes(tmp_path)


@pytest.fixture
def camille(db):
    """A second reviewer."""
    roles.create_example("camille", roles.RELECTURE, "une-phrase-de-passe")
    return Personne.objects.get(username="camille")


@pytest.fixture
def decide(django_capture_on_commit_callbacks):
    """Decides on a record as the page does, niveaux brought up to date: decide(person, "M1", "confirme")."""

    def act(person, fait_id, verdict, *, genre="marche", levier="spaser", **given):
        choice = review.Choice(genre, fait_id, levier, verdict, **given)
        with django_capture_on_commit_callbacks(execute=True):
            return review.decide(choice, by=person)

    return act


@pytest.fixture
def undo(django_capture_on_commit_callbacks):
    """Takes back a lot as the page does."""

    def act(person, lot):
        with django_capture_on_commit_callbacks(execute=True):
            return review.undo(lot, by=person)

    return act
