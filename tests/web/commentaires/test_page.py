"""A subject with a thousand comments."""

import re

import pytest

from leviers.participation import fils
from leviers.participation.models import Commentaire
from tests.timing import least_cpu_seconds
from tests.web.commentaires.conftest import ADDRESS

pytestmark = pytest.mark.django_db


@pytest.fixture
def thousand(subject, comment):
    """Fifty threads of a comment and nineteen answers."""
    tops = [comment(f"Fil {number}.") for number in range(50)]
    said = {
        name: getattr(tops[0], name)
        for name in ("sujet", "sujet_id", "sujet_titre", "sujet_adresse", "nom", "etat")
    }
    Commentaire.objects.bulk_create(
        Commentaire(
            texte=f"Réponse {number}, voir https://exemple.invalid/{number}", parent=tops[number % 50], **said
        )
        for number in range(950)
    )
    return tops


def test_a_hundred_are_on_a_page_in_whole_threads(client, thousand, django_assert_max_num_queries):
    client.get(ADDRESS)
    with django_assert_max_num_queries(9):
        html = client.get(ADDRESS).content.decode()
    assert html.count('<article class="parole') == 100  # five threads of twenty
    assert re.search(r"<h1>1.000.commentaires</h1>", html)
    assert "Fil 49." in html
    assert "Page 1 sur 10" in html.replace("\u00a0", " ")


def test_each_is_on_one_page_and_its_address_leads_there(client, thousand):
    pages = [fils.read_page("demarche", "nantes-a", number) for number in range(1, 11)]
    read = [one.pk for page in pages for fil in page.fils for one in (fil.premier, *fil.reponses)]
    assert sorted(read) == sorted(Commentaire.objects.values_list("pk", flat=True))
    answer = Commentaire.objects.filter(parent=thousand[0]).first()
    assert client.get(f"/commentaires/{answer.pk}/")["Location"] == f"{ADDRESS}&page=10#c{answer.pk}"


def test_it_is_answered_at_once(client, thousand):
    """Budget: 50 ms; five times less is measured."""
    client.get(ADDRESS)
    assert least_cpu_seconds(lambda _number: client.get(ADDRESS), under=0.05) < 0.05
