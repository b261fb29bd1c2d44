"""Put an article in a site: published, with a live figure, signed by somebody who has an account."""

import sys

import django

django.setup()

from leviers.accounts.models import Personne  # noqa: E402 (models are loaded by then)
from tests.participation.conftest import write_article  # noqa: E402

courriel, titre = sys.argv[1:]
figure = {"indicateur": "part-marches-ess", "territoire": "orval", "lien": "commune", "annee": None}
write_article(titre, ("figure", figure), auteur=Personne.objects.get(email=courriel))
