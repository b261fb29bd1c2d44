"""A page with a thousand comments."""

import re

import pytest

from leviers.participation.models import Commentaire
from tests.web.commentaires.conftest import ADDRESS

pytestmark = pytest.mark.django_db


def test_a_page_with_a_thousand_comments_costs_a_fixed_number_of_queries(
    client, subject, comment, django_assert_max_num_queries
):
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
    client.get(ADDRESS)
    with django_assert_max_num_queries(9):
        html = client.get(ADDRESS).content.decode()
    assert html.count('<article class="parole') == 1000
    assert re.search(r"<h1>1.000.commentaires</h1>", html)
