"""Fills a site with an answered survey: `python -m tests.journeys.answered`, with the home of the site."""

import os
from itertools import cycle

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from leviers.accounts.models import Personne  # noqa: E402 (Django first)
from leviers.evidence.enquetes import publish_participation  # noqa: E402
from leviers.survey.formulaires import delivered, questions  # noqa: E402
from leviers.survey.models import Avis  # noqa: E402
from tests import sondage  # noqa: E402

ACCORDS = ("toutes",) * 6 + ("sauf-besoins",) * 2 + ("agregees",) * 4
ALONE = ("aucun", "aucune", "seule", "ne-sait-pas")
NUMBERS = cycle(("2", "5", "12", "30"))


def make_answers(rank):
    """Answers of one territoire: every kind of question, different from one territoire to the next."""
    formulaire, given = delivered(), {}
    for question in questions(formulaire):
        choices = [one.code for one in formulaire.choix.get(question.choix, ()) if one.code not in ALONE]
        if question.type.startswith("select"):
            given[question.code] = choices[rank % len(choices)]
        elif question.type in ("integer", "decimal"):
            given[question.code] = next(NUMBERS)
        elif question.type == "text":
            given[question.code] = "Une foncière solidaire ; il manque un cadre juridique sûr."
    return given


def main():
    """Twelve territoires answer the delivered questionnaire; one answer is disputed."""
    sondage.PATHS.update({question.code: question.chemin for question in questions(delivered())})
    survey = sondage.Sondage(Personne.objects.create_user, delivered())
    for rank, (siren, accord) in enumerate(zip(sondage.SIRENS, ACCORDS, strict=False)):
        participation = survey.answer(siren, accord, **make_answers(rank))
        survey.approve(participation, "I06")
        if rank == 0:
            said = {"participation": participation, "chemin": sondage.PATHS["G01"]}
            Avis.objects.create(**said, stade="lecture", conclusion="contredit", texte="Introuvable.")
            Avis.objects.create(**said, stade="replique", conclusion="preciser", texte="Voté en juin.")
            survey.approve(participation, "G01", "preciser", texte="À revoir.")
        publish_participation(participation, by=survey.bruno)


if __name__ == "__main__":
    main()
