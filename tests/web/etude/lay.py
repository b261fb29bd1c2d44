"""Lays an edition and a draft of the study on a site: `python -m tests.web.etude.lay`, in its environment."""

import django
from django.conf import settings

django.setup()

from leviers.publication.donnees.etat import read_etat  # noqa: E402 (Django is set up first)
from tests.web.etude.edition_faite import write_edition  # noqa: E402

if __name__ == "__main__":
    found = read_etat()
    if found is None:
        raise SystemExit("no catalogue")
    for code in ("2026", "courante"):
        write_edition(settings.HOME, found, code)
