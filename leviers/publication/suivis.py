"""Editions of the study, as what readers follow. Searches, which are no application, are plugged in here."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from django.urls import reverse

from leviers.participation.suivis.evenements import Evenement, journal
from leviers.publication.models import Edition, Fabrication
from leviers.reference.typography import typo
from leviers.search import suivis

SEARCHES = suivis.LISTES
ETUDE = ("etude", "etude")


@journal("editions")
def list_editions(since: datetime, until: datetime) -> Iterator[Evenement]:
    """Editions that came out; the hour is that of their making, or noon when they were made by hand."""
    made = dict(Fabrication.objects.exclude(finie_le=None).values_list("quoi", "finie_le"))
    for edition in Edition.objects.filter(publiee_le__gte=since.date()):
        quand = made.get(edition.code) or datetime.combine(edition.publiee_le, time(12), UTC)
        if since < quand <= until:
            yield Evenement(
                cle=f"edition:{edition.code}",
                quand=quand,
                sujets=frozenset({ETUDE}),
                quoi=typo(f"Nouvelle édition de l’étude : {edition.titre}"),
                adresse=reverse("etude-edition", args=[edition.code]),
            )
