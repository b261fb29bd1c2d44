"""A small survey: one questionnaire of two sections, one open campaign, Metz and Nantes invited."""

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from leviers.survey.formulaires import read_xlsform, to_json
from leviers.survey.jetons import draw_cle
from leviers.survey.models import Campagne, Contact, Participation, Questionnaire, Saisie, Version
from leviers.survey.saisies import Dit, record
from tests.survey.questionnaires import write_essai

METZ, NANTES = "200039865", "244400404"


class Enquete:
    """What a test holds: the campaign, and short words to act on it."""

    def __init__(self, formulaire: dict[str, Any], empreinte: str = "0" * 64) -> None:
        questionnaire = Questionnaire.objects.create(code="essai", titre="Essai")
        self.version = Version.objects.create(
            questionnaire=questionnaire,
            numero=1,
            empreinte=empreinte,
            formulaire=formulaire,
            fichier=b"",
            nom_fichier="essai.xlsx",
        )
        self.campagne = Campagne.objects.create(
            code="essai-2026",
            titre="Enquête d’essai",
            version=self.version,
            echeance=timezone.localdate() + timedelta(days=30),
            ouverte_le=timezone.now(),
        )

    def invite(
        self, siren: str = METZ, fonction: str = "chargée de mission ESS", courriel: str = ""
    ) -> Contact:
        """A contact of a territoire, the participation made if need be."""
        participation, _ = Participation.objects.get_or_create(campagne=self.campagne, territoire_siren=siren)
        participation.campagne = self.campagne
        return Contact.objects.create(
            participation=participation, fonction=fonction, courriel=courriel, cle=draw_cle()
        )

    def say(self, contact: Contact, chemin: str, valeur: str = "", **given: Any) -> list[Saisie]:
        """One thing said by a contact; `bases` are saisies that were shown."""
        bases = frozenset(one.pk for one in given.pop("bases", ()))
        dit = Dit(chemin=chemin, valeur=valeur, bases=bases, **given)
        return record(contact.participation, [dit], by=contact, version=self.version)


@pytest.fixture
def enquete(db: None) -> Enquete:
    """An open campaign whose questionnaire is not read by the test."""
    return Enquete({})


@pytest.fixture
def essai(db: None) -> Enquete:
    """An open campaign whose questionnaire is the one of `questionnaires.py`."""
    formulaire = read_xlsform(write_essai(), "essai.md", {})
    return Enquete(json.loads(to_json(formulaire)), empreinte=formulaire.empreinte)


@pytest.fixture
def equipe(django_user_model: Any) -> SimpleNamespace:
    """Two people of the team."""
    make = django_user_model.objects.create_user
    return SimpleNamespace(
        alice=make("alice", "alice@exemple.invalid", first_name="Alice"),
        bruno=make("bruno", "bruno@exemple.invalid", first_name="Bruno"),
    )
