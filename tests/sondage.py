"""A small survey that one can hold in mind: six questions, answers given territoire by territoire."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.reference.territoires import load_metropoles
from leviers.survey import depouillement
from leviers.survey.avis import give_avis, publish
from leviers.survey.etapes import advance
from leviers.survey.formulaires.arbre import Choix, Formulaire, Groupe, Question
from leviers.survey.formulaires.serie import sign, to_json
from leviers.survey.jetons import draw_cle
from leviers.survey.models import Campagne, Contact, Participation, Questionnaire, Version
from leviers.survey.saisies import Dit, record

Etat = Participation.Etat
PATHS = {
    "A03": "strategie/A03",
    "A04": "strategie/A04",
    "B01": "moyens/B01",
    "I04": "besoins/I04",
    "I06": "besoins/I06",
    "I07": "besoins/I07",
}


def _list(**labels: str) -> tuple[Choix, ...]:
    return tuple(Choix(code=code.replace("_", "-"), libelle={"": label}) for code, label in labels.items())


def _ask(code: str, kind: str, label: str, **given: Any) -> Question:
    return Question(code=code, chemin=PATHS[code], type=kind, libelle={"": label}, **given)


def make_formulaire(code: str = "sondage") -> Formulaire:
    """A03 oui-non with a levier; A04 asked after it; B01 a number; I04 and I06 on needs; I07 the consent."""
    strategie = (
        _ask(
            "A03", "select_one", "Un élu est-il délégué ?", choix="onc", extra={"leviers": "elu-delegue-ess"}
        ),
        _ask(
            "A04", "select_multiple", "À quels sujets ?", choix="sujets", relevant="selected(${A03}, 'oui')"
        ),
    )
    moyens = (_ask("B01", "decimal", "Combien d’ETP ?", extra={"unite": "ETP"}),)
    besoins = (
        _ask("I04", "select_multiple", "Quels obstacles ?", choix="obstacles"),
        _ask("I06", "text", "Quel levier activer ?"),
        _ask("I07", "select_one", "Publier ?", choix="accord", extra={"role": "consentement"}),
    )
    sections = {
        "strategie": ("Stratégie", strategie),
        "moyens": ("Moyens", moyens),
        "besoins": ("Besoins", besoins),
    }
    return sign(
        Formulaire(
            titre="Sondage",
            code=code,
            version="1",
            langues=(),
            langue_defaut="",
            elements=tuple(
                Groupe(
                    code=name,
                    chemin=name,
                    libelle={"": title},
                    elements=elements,
                    extra={"role": "besoins"} if name == "besoins" else {},
                )
                for name, (title, elements) in sections.items()
            ),
            choix={
                "onc": _list(oui="Oui", en_cours="En cours", non="Non", ne_sait_pas="Je ne sais pas"),
                "sujets": _list(emploi="Emploi", insertion="Insertion"),
                "obstacles": _list(budget="Budget", equipe="Équipe", droit="Droit"),
                "accord": _list(toutes="Toutes", sauf_besoins="Sauf besoins", agregees="Agrégées", non="Non"),
            },
        )
    )


class Sondage:
    """The campaign, and short words to act on it."""

    def __init__(self, make_user: Any, formulaire: Formulaire | None = None) -> None:
        formulaire = formulaire or make_formulaire()
        questionnaire = Questionnaire.objects.create(code=formulaire.code, titre=formulaire.titre)
        self.version = Version.objects.create(
            questionnaire=questionnaire,
            numero=1,
            empreinte=formulaire.empreinte,
            formulaire=json.loads(to_json(formulaire)),
            fichier=b"",
            nom_fichier="sondage.xlsx",
        )
        self.campagne = Campagne.objects.create(
            code="sondage-2026",
            titre="Sondage 2026",
            version=self.version,
            echeance=timezone.localdate() + timedelta(days=30),
            ouverte_le=timezone.now(),
            publiee_le=timezone.now(),
        )
        self.alice: Personne = make_user("alice", "alice@exemple.invalid", first_name="Alice")
        self.bruno: Personne = make_user("bruno", "bruno@exemple.invalid", first_name="Bruno")

    def invite(self, siren: str) -> Contact:
        """A contact of a territoire."""
        participation = Participation.objects.create(campagne=self.campagne, territoire_siren=siren)
        return Contact.objects.create(participation=participation, fonction="agent", cle=draw_cle())

    def answer(self, siren: str, accord: str = "toutes", **given: str) -> Participation:
        """Answers by code of question, then every step up to the control; « ? » is « ne sait pas »."""
        contact = self.invite(siren)
        dits = [
            Dit(chemin=PATHS.get(code, code), statut="ne_sait_pas")
            if valeur == "?"
            else Dit(chemin=PATHS.get(code, code), valeur=valeur)
            for code, valeur in {**given, "I07": accord}.items()
            if valeur
        ]
        participation = contact.participation
        record(participation, dits, by=contact, version=self.version)
        if not dits:
            advance(participation, Etat.COMMENCEE, by=contact)
        advance(participation, Etat.ENVOYEE, by=contact)
        advance(participation, Etat.CONTRADICTOIRE, by=self.alice)
        advance(participation, Etat.AUDIT, by=None)
        return participation

    def publish(self, siren: str, accord: str = "toutes", **given: str) -> Participation:
        """The same, published."""
        participation = self.answer(siren, accord, **given)
        publish(participation, by=self.bruno)
        return participation

    def approve(
        self, participation: Participation, code: str, conclusion: str = "accord", **said: str
    ) -> None:
        """What the control says of one answer, before it is published."""
        give_avis(participation, PATHS[code], conclusion=conclusion, by=self.bruno, **said)


SIRENS = tuple(load_metropoles())
"""The 22, the most populated first."""


@pytest.fixture
def sondage(db: None, django_user_model: Any) -> Any:
    """An open campaign that nobody has answered yet."""
    depouillement.forget()
    yield Sondage(django_user_model.objects.create_user)
    depouillement.forget()
