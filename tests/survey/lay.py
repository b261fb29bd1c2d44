"""Lays a campaign on a site: `python -m tests.survey.lay SIREN:fonction …` prints the links.

Run with the environment of the site; the delivered questionnaire, open for thirty days.
"""

import json
import sys
from datetime import timedelta

import django
from django.utils import timezone

django.setup()

from leviers.survey.formulaires.livraison import deliver  # noqa: E402 (Django is set up first)
from leviers.survey.jetons import draw_cle, make_jeton  # noqa: E402
from leviers.survey.models import Campagne, Contact, Participation  # noqa: E402
from leviers.survey.versions import import_version  # noqa: E402


def main(words: list[str]) -> None:
    """Create the campaign and one contact for each word; print {fonction: path}."""
    version, _created = import_version(deliver(), "questionnaire.xlsx")
    campagne = Campagne.objects.create(
        code="essai",
        titre="Enquête d’essai",
        version=version,
        echeance=timezone.localdate() + timedelta(days=30),
        ouverte_le=timezone.now(),
    )
    links = {}
    for word in words:
        siren, _, fonction = word.partition(":")
        participation, _created = Participation.objects.get_or_create(
            campagne=campagne, territoire_siren=siren
        )
        contact = Contact.objects.create(participation=participation, fonction=fonction, cle=draw_cle())
        links[fonction] = f"/enquetes/essai/{make_jeton(contact)}/"
    sys.stdout.write(json.dumps(links))


if __name__ == "__main__":
    main(sys.argv[1:])
