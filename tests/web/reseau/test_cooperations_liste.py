"""The list of cooperations: what narrows it, page by page, the same in its twins."""

import re

import pytest
from django.utils import timezone

from leviers.directory.models import Cooperation
from leviers.reference.territoires import index_by_slug

pytestmark = pytest.mark.django_db
LIST = "/reseau/cooperations/"


def lay(titre: str, premier: str = "nantes", second: str = "rennes", **given) -> Cooperation:
    """A cooperation of two métropoles that all may read."""
    sides = {
        f"{side}_{name}": getattr(index_by_slug()[slug], name)
        for side, slug in (("premier", premier), ("second", second))
        for name in ("siren", "nom")
    }
    said = {"texte": "Fait ensemble.", "leviers": ["spaser"], "annee": 2025, "etat": "publiee"}
    return Cooperation.objects.create(titre=titre, publiee_le=timezone.now(), **sides, **(said | given))


def read_titles(client, query: str = "") -> list[str]:
    html = client.get(f"{LIST}{query}").content.decode()
    return re.findall(r'<h3 class="entry-title"><a href="[^"]+">([^<]+)', html)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", {"Un SPASER", "Une SCIC", "Une visite"}),
        ("?territoire=rennes", {"Un SPASER", "Une SCIC"}),
        ("?territoire=lyon", {"Une SCIC", "Une visite"}),
        ("?levier=prise-participation-scic", {"Une SCIC"}),
        ("?champ=achats-responsables", {"Un SPASER", "Une visite"}),
        ("?champ=achats-responsables&territoire=lyon", {"Une visite"}),
        ("?territoire=toulouse", set()),
        ("?sens=cherche", {"Un SPASER", "Une SCIC", "Une visite"}),
    ],
)
def test_filters_keep_the_same_on_the_page_and_in_its_twins(client, query, kept):
    lay("Un SPASER")
    lay("Une SCIC", "lyon", "rennes", leviers=["prise-participation-scic"])
    lay("Une visite", "lyon", "grenoble")
    lay("Jamais confirmée", etat="proposee")
    assert set(read_titles(client, query)) == kept
    said = client.get(f"/reseau/cooperations.json{query}").json()
    assert ({one["titre"] for one in said["cooperations"]}, said["nb"]) == (kept, len(kept))
    table = client.get(f"/reseau/cooperations.csv{query}").content.decode()
    assert {titre for titre in ("Un SPASER", "Une SCIC", "Une visite") if titre in table} == kept


def test_pages_hold_twenty_and_keep_the_filter(client):
    for number in range(1, 24):
        lay(f"Coopération {number:02}")
    lay("D’ailleurs", "lyon", "grenoble")
    first, second = (read_titles(client, f"?territoire=nantes&page={page}") for page in (1, 2))
    assert (len(first), len(second)) == (20, 3)
    assert len({*first, *second}) == 23
    html = client.get(f"{LIST}?territoire=nantes").content.decode()
    assert "23 coopérations, Nantes Métropole" in html.replace("\u00a0", " ")
    assert "territoire=nantes&amp;page=2" in html
    assert read_titles(client, "?territoire=nantes&page=99") == second
    assert read_titles(client, "?page=zéro")[:1] == read_titles(client)[:1]
    assert client.get("/reseau/cooperations.json?territoire=nantes").json()["nb"] == 23


def test_nothing_found_says_what_to_do_and_a_wrong_filter_is_said(client):
    assert "Elles commencent par une annonce" in client.get(LIST).content.decode()
    lay("Un SPASER")
    html = client.get(f"{LIST}?territoire=lyon").content.decode()
    assert "Retirez un filtre" in html.replace("\u00a0", " ")
    assert f'<a href="{LIST}">' in html
    assert 'content="noindex, follow"' in html
    wrong = client.get(f"{LIST}?levier=<b>zzz").content.decode()
    assert "laissé de côté" in wrong
    assert "<b>zzz" not in wrong
    assert "Un SPASER" in wrong


def test_a_page_of_the_list_asks_the_same_queries_whatever_its_length(client, django_assert_max_num_queries):
    for number in range(30):
        lay(f"Coopération {number:02}")
    with django_assert_max_num_queries(4):
        client.get(LIST)
