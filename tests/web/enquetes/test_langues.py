"""A questionnaire in several languages is answered in the one that is chosen."""

import pytest

from leviers.survey.versions import import_version
from tests.web.enquetes.conftest import post, read, show

FORM = """
| survey | | | | | | |
| | type | name | label::Français (fr) | label::English (en) | constraint | constraint_message::English (en) |
| | begin group | achats | Achats | Purchasing | | |
| | select_one oui_non | G01 | Un schéma ? | A scheme? | | |
| | integer | G02 | Combien ? | How many? | . > 0 | More than zero. |
| | end group | | | | | |
| choices | | | | |
| | list_name | name | label::Français (fr) | label::English (en) |
| | oui_non | oui | Oui | Yes |
| | oui_non | non | Non | No |
| settings | | | |
| | form_title | form_id | default_language |
| | Essai | essai | Français (fr) |
"""


@pytest.fixture
def bilingue(enquete, repondant_of):
    version, _ = import_version(FORM.encode(), "essai.md")
    enquete.version = enquete.campagne.version = version
    enquete.campagne.save()
    return repondant_of(enquete)


def test_the_language_of_the_questionnaire_comes_first_and_the_others_are_offered(client, bilingue):
    page = show(client, bilingue)
    assert "Un schéma ?" in page.replace("\u202f", " ")
    assert 'href="?langue=English%20%28en%29"' in page
    assert "Yes" not in page


def test_the_language_chosen_is_kept_from_page_to_page(client, bilingue):
    first = client.get(bilingue.address, {"langue": "English (en)"})
    assert "Purchasing" in first.text
    assert first.cookies["langue"]["path"] == bilingue.address
    page = show(client, bilingue)
    assert '<span data-libelle lang="en">A scheme?</span>' in page
    assert "> Yes</label>" in page
    assert "Un schéma" not in page
    post(client, bilingue, G01="oui", G02="0", geste="rester")
    assert "More than zero." in show(client, bilingue)
    assert read(bilingue)["achats/G01"] == "oui"
    assert "Yes" in client.get(f"{bilingue.address}resume/").text


@pytest.mark.parametrize("langue", ["Deutsch (de)", "<script>", ""])
def test_a_language_that_the_questionnaire_does_not_have_changes_nothing(client, bilingue, langue):
    response = client.get(bilingue.address, {"langue": langue})
    assert "Achats" in response.text
    assert "langue" not in response.cookies


def test_a_questionnaire_in_one_language_offers_no_choice(client, repondant):
    assert "?langue=" not in client.get(repondant().address).text
