"""One minute of the ticker, without waiting for it: « publish » a démarche of Nantes, or « letters »."""

import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402 (models are loaded by then)

from leviers.catalogue import models  # noqa: E402
from leviers.courrier import envoyer  # noqa: E402
from leviers.participation.suivis.tournee import write_due  # noqa: E402

if sys.argv[1] == "publish":
    row = models.Demarche.objects.filter(territoire_siren="244400404", live=True).first()
    assert row is not None
    row.titre = "Une démarche qui vient de changer"
    row.save_revision().publish()
write_due(timezone.now() + timedelta(minutes=2))
envoyer.send_waiting()
