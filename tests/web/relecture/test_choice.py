"""What one chooses to review: filters, the invented territoire, no data at all."""

from leviers.evidence.models import Decision
from tests.web.relecture.forms import DESK, answer, read, take_form


def test_filters_are_in_the_address_and_stay_after_an_answer(desk, actes):
    actes.add("M1", confiance=0.5)
    actes.add("R1", metropole="rennes", objet="Schéma de Rennes")
    actes.swap()
    page = desk.get(DESK, {"territoire": "rennes", "levier": "spaser", "genre": "marche"})
    assert take_form(page.content.decode())["fiche"] == "marche/spaser/R1"
    page = answer(desk, "confirme", "?territoire=rennes")
    assert "Plus aucune fiche n’attend avec ces filtres." in read(page)


def test_filters_that_mean_nothing_are_said_and_ignored(desk, actes):
    actes.add("M1")
    actes.swap()
    page = desk.get(DESK, {"territoire": "atlantide", "levier": "baguette", "genre": "x", "monde": "mars"})
    assert "ignoré : le monde, le territoire, le levier et le genre." in read(page)
    assert take_form(page.content.decode())["fiche"] == "marche/spaser/M1"


def test_without_real_data_the_desk_opens_on_the_invented_territoire(desk, actes):
    actes.add("M1", metropole=None)
    actes.swap("fictif")
    said = read(desk.get(DESK))
    assert "Terrain d’entraînement." in said
    assert "Les données réelles ne sont pas encore construites ici." in said
    assert "Acte inventé" in said
    answer(desk, "confirme")
    assert Decision.objects.get().monde == "fictif"


def test_with_real_data_one_may_train_on_the_invented_territoire(desk, actes):
    actes.add("M1")
    actes.swap()
    actes.swap("fictif")
    said = read(desk.get(DESK))
    assert "S’entraîner sur le territoire inventé" in said
    assert "Terrain d’entraînement" not in said
    assert "Revenir aux vrais actes" in read(desk.get(DESK, {"monde": "fictif"}))


def test_without_any_data_it_says_what_to_do(desk):
    assert "Aucun acte public n’est encore là" in read(desk.get(DESK))
