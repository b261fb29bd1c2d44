"""Cooperations on the site: said by one side, confirmed by the other, quoted where they belong."""

from uuid import uuid4

import pytest

from leviers.directory.annonces import cooperations
from leviers.directory.models import AlerteReseau, Cooperation
from tests.directory.annonces.conftest import make_annonce, make_vue
from tests.directory.annonces.test_cooperations import FAIT
from tests.web.reseau.conftest import HOSTILE

pytestmark = pytest.mark.django_db


def fill(**given):
    """What a browser sends of a cooperation."""
    said = {
        "titre": "Deux jours à Rennes",
        "texte": "Le tableau de Rennes a servi à Nantes.",
        "leviers": ["spaser", "", ""],
        "annee": "2026",
        "liens": ["https://exemple.fr/deliberation", "", ""],
        "jeton": str(uuid4()),
    }
    return said | given


def publish(lea, paul):
    """A cooperation that was confirmed."""
    one = cooperations.propose(make_vue(make_annonce(lea), paul), FAIT, by=paul, jeton=uuid4())
    return cooperations.answer(one, "confirmer", by=lea)


def test_it_is_proposed_confirmed_and_quoted_on_three_pages(enter, client, lea, paul):
    fil = f"/reseau/messages/{make_vue(make_annonce(lea), paul).fil.pk}/"
    assert enter(paul).post(f"{fil}cooperation/", fill()).status_code == 303
    one = Cooperation.objects.get()
    assert client.get(f"/reseau/cooperations/{one.pk}/").status_code == 404
    hers = enter(lea)
    assert "Confirmer et publier" in hers.get(fil).content.decode()
    hers.post(f"/reseau/cooperations/{one.pk}/repondre/", {"geste": "confirmer"})
    page = client.get(f"/reseau/cooperations/{one.pk}/").content.decode()
    assert "Rennes Métropole" in page
    assert 'href="https://exemple.fr/deliberation" rel="nofollow ugc noopener external"' in page
    for path in ("/reseau/cooperations/", "/metropoles/nantes/", "/metropoles/rennes/", "/leviers/spaser/"):
        assert "Deux jours à Rennes" in client.get(path).content.decode(), path
    assert client.get("/reseau/cooperations.json").json()["nb"] == 1
    assert "Deux jours" in client.get("/reseau/cooperations.csv").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("annee", "2999"),
        ("annee", "hier"),
        ("liens", ["javascript:alert(1)"]),
        ("liens", ["https://a@b.fr/"]),
        ("liens", ['https://exemple.fr/"onclick=alert(1)']),
        ("liens", [f"https://exemple.fr/{number}" for number in range(4)]),
        ("leviers", [""]),
        ("titre", ""),
    ],
)
def test_what_is_refused_comes_back_with_all_that_was_typed(enter, lea, paul, field, value):
    fil = make_vue(make_annonce(lea), paul).fil.pk
    answer = enter(paul).post(f"/reseau/messages/{fil}/cooperation/", fill(**{field: value}))
    assert answer.status_code == 422
    assert "Le tableau de Rennes a servi" in answer.content.decode()
    assert not Cooperation.objects.exists()


def test_nobody_else_confirms_or_takes_it_back(enter, lea, paul, zoe):
    one = publish(lea, paul)
    for geste in ("confirmer", "decliner", "retirer", "x"):
        answer = enter(zoe).post(f"/reseau/cooperations/{one.pk}/repondre/", {"geste": geste})
        assert answer.status_code == 404
    one.refresh_from_db()
    assert one.etat == "publiee"
    enter(paul).post(f"/reseau/cooperations/{one.pk}/repondre/", {"geste": "retirer"})
    one.refresh_from_db()
    assert one.etat == "retiree"


def test_hostile_words_are_text_on_its_page_and_where_it_is_quoted(client, lea, paul):
    one = publish(lea, paul)
    Cooperation.objects.update(titre=HOSTILE[:120], texte=HOSTILE, premier_nom=HOSTILE)
    for path in (f"/reseau/cooperations/{one.pk}/", "/reseau/cooperations/", "/metropoles/nantes/"):
        page = client.get(f"{path}?h=1").content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_anybody_reports_it_and_the_team_hides_it(enter, client, lea, paul, andrea):
    one = publish(lea, paul)
    client.post(f"/reseau/cooperations/{one.pk}/signaler/", {"motif": "Ceci n’a pas eu lieu."})
    assert AlerteReseau.objects.count() == 1
    said = {"cle": f"abus_coop-{one.pk}", "verdict": "masquer", "autre": "Rien ne le montre."}
    enter(andrea).post("/moderation/decider/", said)
    assert client.get(f"/reseau/cooperations/{one.pk}/").status_code == 404
    assert "Rien ne le montre." in enter(paul).get("/reseau/mes-annonces/").content.decode()
