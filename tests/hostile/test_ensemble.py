"""Two forms at the same instant: the second sees nothing of the first before it writes; the base tells it."""

import pytest
from django.db.models import QuerySet

from leviers.accounts.models import Role
from leviers.directory.models import Annonce, Collectivite, Cooperation, Message, Reseau
from leviers.participation.models import Commentaire, DemarcheProposee
from leviers.survey.models import Campagne
from tests.hostile.formulaires import FORMULAIRES
from tests.hostile.monde import open_again

pytestmark = pytest.mark.django_db
RACES = {
    "commentaire": Commentaire,
    "démarche proposée": DemarcheProposee,
    "annonce": Annonce,
    "message": Message,
    "coopération": Cooperation,
    "rôle demandé": Role,
    "structure réclamée": Role,
    "collectivité": Collectivite,
    "réseau": Reseau,
    "campagne": Campagne,
}
"""Forms that write a row that must be alone of its kind, and this row."""


@pytest.fixture
def blind(monkeypatch):
    """Have one kind of rows not be seen until one is written."""
    seen = {"exists": QuerySet.exists, "first": QuerySet.first, "count": QuerySet.count, "get": QuerySet.get}
    hidden = []

    def look(name, nothing):
        def looked(rows, *args, **kwargs):
            if hidden and rows.model is hidden[0]:
                if name == "get":
                    raise rows.model.DoesNotExist
                return nothing
            return seen[name](rows, *args, **kwargs)

        monkeypatch.setattr(QuerySet, name, looked)

    for name, nothing in (("exists", False), ("first", None), ("count", 0), ("get", None)):
        look(name, nothing)

    def hide(model):
        hidden.clear()
        if model is None:
            return
        save = model.save

        def save_and_see(row, *args, **kwargs):
            hidden.clear()
            return save(row, *args, **kwargs)

        monkeypatch.setattr(model, "save", save_and_see)
        hidden.append(model)

    return hide


def test_two_forms_at_the_same_instant_make_one_row_and_no_error(monde, blind):
    wrong = []
    for nom, model in RACES.items():
        open_again(monde)
        (formulaire,) = [one for one in FORMULAIRES if one.nom == nom]
        browser, path = monde.browsers[formulaire.qui], monde.path(formulaire.adresse)
        browser.raise_request_exception = False
        said = formulaire.fill_page(monde)
        first = browser.post(path, said).status_code
        once = model._default_manager.count()
        blind(model)
        answer = browser.post(path, said)
        blind(None)
        made = model._default_manager.count() - once
        if first != 303 or answer.status_code not in (303, 422, 429) or made:
            wrong.append((nom, first, answer.status_code, made))
    assert wrong == []
