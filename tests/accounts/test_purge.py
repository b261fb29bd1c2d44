"""What is kept for too long goes; what is recent stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from leviers.accounts import depart
from leviers.accounts.models import Confirmation, Geste, Personne, Role
from leviers.catalogue.models import Signalement
from leviers.courrier import ecrire
from leviers.courrier.models import Lettre

pytestmark = pytest.mark.django_db


def _age(row, field, days):
    type(row).objects.filter(pk=row.pk).update(**{field: timezone.now() - timedelta(days=days)})


def test_what_is_old_goes_and_what_is_recent_stays():
    for days in (2, 0):
        _age(Confirmation.objects.create(courriel="a@exemple.invalid", empreinte="x"), "demandee_le", days)
        _age(Geste.objects.create(genre="code", origine="x"), "fait_le", days)
    said = depart.purge(timezone.now())
    assert (said["compte : codes demandés"], said["compte : gestes comptés"]) == (1, 1)
    assert (Confirmation.objects.count(), Geste.objects.count()) == (1, 1)


def test_a_letter_that_left_loses_its_address_after_thirty_days_not_before():
    for days in (31, 29):
        letter = ecrire.write(f"{days}@exemple.invalid", "suivi", "Sujet", "Texte")
        Lettre.objects.filter(pk=letter.pk).update(etat=Lettre.Etat.PARTI)
        _age(letter, "ecrit_le", days)
    depart.purge(timezone.now())
    assert sorted(Lettre.objects.values_list("destinataire", flat=True)) == ["", "29@exemple.invalid"]


def test_the_address_of_a_report_is_kept_twelve_months():
    for days in (366, 300):
        row = Signalement.objects.create(
            sujet="marche", objet="erreur", message="Faux.", courriel=f"a{days}@exemple.invalid"
        )
        _age(row, "recu_le", days)
    depart.purge(timezone.now())
    kept = Signalement.objects.order_by("recu_le").values_list("courriel", "message")
    assert list(kept) == [("", "Faux."), ("a300@exemple.invalid", "Faux.")]


def test_the_command_says_how_many_and_a_role_is_given_by_another(leviers_command):
    assert "codes demandés" in leviers_command("purge")[1]
    assert "est administrateur" in leviers_command("role", "a@exemple.invalid", "administrateur")[1]
    assert Role.objects.get().personne == Personne.objects.get(email="a@exemple.invalid")
    code, said = leviers_command("role", "a@exemple.invalid", "referent")
    assert (code, "--pour" in said) == (1, True)
