"""concessions: as declared, exact repeats of a file left aside."""

from datetime import date


def test_a_concession_keeps_its_value_and_its_authority(mini):
    mini.concession(
        "tanne", uid="C", valeur_globale_eur=250_000, duree_mois=60, date_signature=date(2023, 5, 2)
    )
    columns = "concession_id, annee, valeur_globale_eur, duree_mois, territoire_siren, lien"
    assert mini.rows(f"select {columns} from facts.concessions") == [
        ("C", 2023, 250_000, 60, "900000001", "commune")
    ]


def test_an_exact_repeat_is_left_aside_and_another_object_is_kept(mini):
    for objet in ("Bac", "Bac", "Bac et navette"):
        mini.concession(uid="C", objet=objet, valeur_globale_eur=10)
    assert mini.rows("select concession_id, objet from facts.concessions order by 1") == [
        ("C", "Bac"),
        ("C.2", "Bac et navette"),
    ]


def test_two_concessions_without_number_are_two(mini):
    for objet in ("Bac", "Navette"):
        mini.concession(uid=None, objet=objet)
    assert mini.rows("select count(distinct concession_id) from facts.concessions") == [(2,)]


def test_a_social_consideration_is_true_false_or_unknown(mini):
    for declared in (["Clause sociale"], ["Concession réservée"], ["Pas de considération sociale"], [], None):
        mini.concession(considerations_sociales=declared)
    columns = "a_consideration_sociale, est_reserve"
    assert mini.rows(f"select {columns} from facts.concessions order by ligne") == [
        (True, False),
        (True, True),
        (False, False),
        (None, None),
        (None, None),
    ]
