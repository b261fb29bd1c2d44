"""Published objects on which /kit/ shows the components, chosen for the states they are in."""

from dataclasses import dataclass

from django import forms

from leviers.accounts.garde import GuardedForm
from leviers.catalogue.published import Demarche, Published, Repere, Source
from leviers.reference import territoires


@dataclass(frozen=True)
class Samples:
    """What the page of components needs; None where the catalogue has nothing in that state."""

    complete: Demarche | None
    bare: Demarche | None
    repere: Repere | None
    live_source: Source
    dead_source: Source
    marks: tuple[bool, ...]
    form: GuardedForm


class _Form(GuardedForm):
    """A form that was sent with an error."""

    courriel = forms.EmailField(error_messages={"invalid": "Écrivez une adresse comme prenom@exemple.fr."})


def pick_samples(catalogue: Published) -> Samples:
    """One démarche with an amount and three leviers, one with neither year nor amount, one figure."""
    demarches = catalogue.demarches.values()
    return Samples(
        complete=next(
            (d for d in demarches if d.montant_eur and d.annee_debut and len(d.leviers) == 3), None
        ),
        bare=next((d for d in demarches if d.montant_eur is None and d.annee_debut is None), None),
        repere=next((r for r in catalogue.reperes if r.genre == "nombre" and r.annee), None),
        live_source=Source("https://exemple.invalid/page", "Page qui répond", "Éditeur", "2024-03", False),
        dead_source=Source("https://exemple.invalid/fin", "Page qui ne répond plus", "Éditeur", "", True),
        form=_Form({"courriel": "lea"}),
        marks=tuple(index % 3 != 2 for index in range(len(territoires.load_metropoles()))),
    )
