"""What the method counts in public acts: who published, what a contract says, what a machine proposes."""

import pytest


@pytest.fixture
def actes(petites):
    """Two contracts of métropole 1, one of a commune of 2, one of nobody; a subsidy and a deliberation."""
    for ident, siren, lien, degre, sociale in (
        ("m1", "1", "metropole", "certain", True),
        ("m2", "1", "metropole", "inconnu", None),
        ("m3", "2", "commune", "hors", None),
        ("m4", None, "hors", None, None),
    ):
        petites.add(
            "marches",
            marche_id=ident,
            territoire_siren=siren,
            lien=lien,
            ess_degre=degre,
            a_consideration_sociale=sociale,
        )
    petites.add("subventions", subvention_id="s1", territoire_siren="2", lien="commune")
    petites.add("deliberations", deliberation_id="d1", territoire_siren="2", lien="metropole")
    return petites


def test_a_metropole_counts_once_for_its_own_acts(actes):
    assert actes.valeur("vue-actes-metropoles", "marche.metropole") == 1
    assert actes.valeur("vue-actes-metropoles", "marche.commune") == 1
    assert actes.valeur("vue-actes-metropoles", "subvention.metropole") == 0
    assert actes.valeur("vue-actes-metropoles", "deliberation.metropole") == 1


def test_acts_received_of_each_metropole_and_of_its_communes(actes):
    assert actes.valeur("couverture-actes", "1.marche.metropole") == 2
    assert actes.valeur("couverture-actes", "2.deliberation.metropole") == 1
    assert actes.valeur("couverture-actes", "2.marche.metropole") == 0
    assert actes.valeur("couverture-actes-communes", "2") == 2  # a contract and a subsidy
    assert actes.valeur("couverture-actes-communes", "1") == 0


def test_what_contracts_of_metropoles_do_not_say(actes):
    assert actes.valeur("limites-marches", "tous") == 2
    assert actes.valeur("limites-marches", "sans-titulaire-classe") == 1
    assert actes.valeur("limites-marches", "considerations-dites") == 1


def test_a_consideration_said_absent_is_said(petites):
    petites.add("marches", marche_id="m", lien="metropole", a_consideration_sociale=False)
    assert petites.valeur("limites-marches", "considerations-dites") == 1


def test_detections_are_counted_by_author_and_state_outside_the_22_never(petites):
    for lien, etat in (("metropole", "proposee"), ("metropole", "proposee"), ("hors", "certaine")):
        petites.add("detections", lien=lien, etat=etat)
    assert petites.valeur("vue-detections", "metropole.proposee") == 2
    assert petites.valeur("vue-detections", "metropole.certaine") == 0
    assert petites.valeur("vue-detections", "hors.certaine") == 0


def test_files_are_counted_by_source_and_all_together(petites):
    for source, fichier in (("decp", "a"), ("decp", "b"), ("siae", "c")):
        petites.add("fichiers", source=source, fichier=fichier)
    assert petites.valeur("sources-fichiers", "decp") == 2
    assert petites.valeur("sources-fichiers", "toutes") == 3
