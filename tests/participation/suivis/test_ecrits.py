"""Articles and comments as what is followed: whom each concerns, and what its letter says."""

import pytest
from django.urls import reverse

from leviers.courrier.models import Lettre
from leviers.participation import ecrits
from leviers.participation.models import Article
from leviers.participation.suivis import evenements
from leviers.participation.suivis.tournee import write_due
from tests.participation.conftest import write_article
from tests.participation.suivis.conftest import at

pytestmark = pytest.mark.django_db
SUJETS = ("levier/spaser", "territoire/244400404")


@pytest.fixture(autouse=True)
def journal(suivis, monkeypatch):
    """Articles are all that happens."""
    monkeypatch.setattr(evenements, "_journals", {"articles": ecrits.list_articles})


def publish(*blocs, **given):
    """An article that came out a minute after the follows began."""
    article = write_article("Trois ans après", *blocs, **given)
    Article.objects.filter(pk=article.pk).update(first_published_at=at(5))
    return article


def list_concerned(article):
    """What one may follow to be told of it."""
    return {
        sujet
        for event in evenements.list_evenements(at(0), at(60))
        if event.adresse == reverse("article", args=[article.slug])
        for sujet in event.sujets
    }


def test_an_article_concerns_its_subjects_its_author_and_what_its_body_quotes(catalogue):
    code = next(iter(catalogue.demarches))
    article = publish(("demarche", code), ("levier", "scic"), sujets=SUJETS)
    assert list_concerned(article) == {
        *(("levier", "spaser"), ("territoire", "nantes"), ("levier", "scic"), ("demarche", code)),
    }


def test_an_author_is_followed(contributeur):
    article = publish(auteur=contributeur)
    assert list_concerned(article) == {("auteur", str(contributeur.pk))}


@pytest.mark.parametrize(
    ("chapo", "told"),
    [
        ("Ce que les chiffres en disent.", "Ce que les chiffres en disent.\n"),
        ("Faut-il continuer ?", "Faut-il continuer ?\n"),
        ("mot " * 100, f"{'mot ' * 59}…\n"),
    ],
)
def test_its_letter_says_who_wrote_it_and_what_it_is_about(suivis, contributeur, chapo, told):
    suivis.follow("levier", "spaser", titre="Levier « SPASER »")
    publish(auteur=contributeur, sujets=SUJETS, chapo=chapo)
    assert write_due(at(10)) == 1
    texte = Lettre.objects.get().texte.replace("\u00a0", " ").replace("\u202f", " ")
    assert "1. Nouvel article : « Trois ans après », par Camille Essai.\n" in texte
    assert f"Le 26 novembre 2026. {told}" in texte
    assert "Parce que vous suivez « Levier “SPASER” »." in texte
