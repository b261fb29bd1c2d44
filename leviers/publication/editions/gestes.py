"""Who did what to the study, and when."""

from leviers.accounts.models import Personne
from leviers.publication.models import GesteEtude


def note(by: Personne | None, geste: str) -> None:
    """Keep a gesture, in the words that its readers will see."""
    GesteEtude.objects.create(auteur=by, geste=geste[:200])


def list_last(nb: int = 20) -> list[GesteEtude]:
    """The last gestures."""
    return list(GesteEtude.objects.select_related("auteur")[:nb])
