"""People who write articles and people who publish them, and an article one can hold in mind."""

import json
from uuid import uuid4

import pytest
from django.utils import timezone

from leviers.accounts import roles
from leviers.accounts.models import Personne, Role
from leviers.participation.models import Article, ArticleSujet
from tests.catalogue.back_office import Desk


def make_person(name, *genres):
    """Somebody with these roles in force, in the groups that go with them."""
    person = Personne.objects.create_user(
        name, f"{name}@exemple.invalid", "une-phrase-de-passe", first_name=name.title(), last_name="Essai"
    )
    for genre in genres:
        Role.objects.create(personne=person, genre=genre, confirme_le=timezone.now())
    roles.keep_groups(person)
    return person


def write_article(titre="Un tiers-lieu en régie", *blocs, auteur=None, sujets=(), publish=True, **given):
    """An article with these blocks (genre, value), published unless told otherwise."""
    corps = [{"type": genre, "value": value, "id": str(uuid4())} for genre, value in blocs]
    article = Article(
        titre=titre, chapo=given.pop("chapo", "Deux phrases pour tous."), auteur=auteur, live=False, **given
    )
    article.corps = json.dumps(
        corps or [{"type": "intertitre", "value": "Le corps du texte", "id": str(uuid4())}]
    )
    article.sujets = [ArticleSujet(sujet=sujet) for sujet in sujets]
    article.save()
    revision = article.save_revision(user=auteur)
    if publish:
        article.publish(revision)
    article.refresh_from_db()
    return article


class ArticleDesk(Desk):
    """The back office, where the body of an article is sent as the editor of blocks would."""

    def read_form(self, text):
        """What the editor shows, and the body, made of titles only."""
        form = super().read_form(text)
        body = text.get_latest_revision_as_object().corps
        form["corps-count"] = str(len(body))
        for number, bloc in enumerate(body):
            head = f"corps-{number}"
            said = {
                "deleted": "",
                "order": number,
                "type": bloc.block_type,
                "id": bloc.id,
                "value": bloc.value,
            }
            for name, value in said.items():
                form[f"{head}-{name}"] = str(value)
        return form


@pytest.fixture
def contributeur(db):
    """Somebody who proposes articles."""
    return make_person("camille", Role.Genre.CONTRIBUTEUR)


@pytest.fixture
def autre(db):
    """Somebody else who proposes articles."""
    return make_person("dominique", Role.Genre.CONTRIBUTEUR)


@pytest.fixture
def animateur(db):
    """Somebody who publishes them."""
    return make_person("andrea", Role.Genre.ANIMATEUR)
