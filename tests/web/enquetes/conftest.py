"""A small questionnaire on the site: two sections, a condition, each kind of field, a contact of Nantes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from leviers.survey.jetons import make_jeton
from leviers.survey.models import Contact
from leviers.survey.saisies import as_reponses, read_standing
from leviers.survey.versions import import_version
from tests.survey import conftest as survey
from tests.survey.conftest import NANTES, Enquete

enquete, equipe = survey.enquete, survey.equipe
FORM = (Path(__file__).parent / "essai.md").read_bytes()


class Repondant:
    """One contact in front of the pages."""

    def __init__(self, enquete: Enquete, contact: Contact, address: str) -> None:
        self.enquete, self.contact, self.address = enquete, contact, address


@pytest.fixture
def questionnaire(enquete: Enquete) -> Enquete:
    """The campaign of the other tests, with a questionnaire that pages can draw."""
    version, _created = import_version(FORM, "essai.md")
    enquete.version = enquete.campagne.version = version
    enquete.campagne.save()
    return enquete


@pytest.fixture
def repondant_of(catalogue: object) -> Callable[[Enquete], Repondant]:
    """Give a link to Nantes in a given survey."""

    def make(survey: Enquete, siren: str = NANTES) -> Repondant:
        contact = survey.invite(siren)
        return Repondant(survey, contact, f"/enquetes/essai-2026/{make_jeton(contact)}/")

    return make


@pytest.fixture
def repondant(questionnaire: Enquete, catalogue: object) -> Callable[..., Repondant]:
    """Give a link: `repondant()` for Nantes."""

    def make(siren: str = NANTES, fonction: str = "chargée de mission ESS") -> Repondant:
        contact = questionnaire.invite(siren, fonction)
        return Repondant(questionnaire, contact, f"/enquetes/essai-2026/{make_jeton(contact)}/")

    return make


def post(client, repondant, section="achats", *, geste="suite", garder="", headers=None, **given):
    """Send a section as its form does: each question that is given, nothing of it having been shown."""
    data = {"geste": geste, "garder": garder}
    for name, value in given.items():
        data |= {f"v:{section}/{name}": value, f"b:{section}/{name}": ""}
    return client.post(f"{repondant.address}section/{section}/", data, headers=headers or {})


def show(client, repondant, section="achats"):
    """The page of a section."""
    return client.get(f"{repondant.address}section/{section}/").text


def read(repondant):
    """Answers that count."""
    return as_reponses(read_standing(repondant.contact.participation))
