"""Sentences made from measures, and the refusals of a sentence that would write a figure by hand."""

import pytest

from leviers.publication.etude.mesures import Definition, Mesure
from leviers.publication.etude.phrases import compter, enumerer, joindre, proportion, sur
from leviers.publication.etude.texte import Cite, Mot, ProseFault, as_texte, dire, lire


def measure(valeur):
    return Mesure(Definition("essai", "Essai", "métropoles", "", None, "select 1"), "", valeur)


def read(texte):
    return lire(texte).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("valeur", "dit"),
    [(0, "aucune démarche"), (1, "1 démarche"), (2, "2 démarches"), (1100, "1 100 démarches")],
)
def test_a_noun_agrees_with_its_count(valeur, dit):
    assert read(compter(measure(valeur), "démarche", feminin=True)) == dit


@pytest.mark.parametrize(
    ("valeur", "total", "dit"),
    [
        (14, 22, "14 métropoles sur 22 (64 %)"),
        (1, 22, "1 métropole sur 22 (5 %)"),
        (0, 22, "aucune métropole sur 22"),
        (22, 22, "les 22 métropoles"),
        (3, 9, "3 métropoles sur 9"),  # too few cases for a percentage
        (3, 10, "3 métropoles sur 10 (30 %)"),
    ],
)
def test_a_part_never_goes_without_its_counts(valeur, total, dit):
    assert read(sur(measure(valeur), measure(total), "métropole", feminin=True)) == dit


def test_a_proportion_in_words():
    assert read(proportion(measure(15), measure(22), "métropoles")) == "la plupart des métropoles"
    assert read(proportion(measure(14), measure(22), "métropoles")) == "plus de la moitié des métropoles"


def test_pieces_are_joined_as_in_a_sentence():
    names = [as_texte(name) for name in ("a", "b", "c")]
    assert lire(enumerer(names)) == "a, b et c"
    assert lire(joindre(names, " ; ")) == "a ; b ; c"
    assert enumerer([]) == joindre([]) == ()


def test_a_digit_written_by_hand_is_refused():
    with pytest.raises(ProseFault, match="à la main"):
        dire("Il y a 22 métropoles.")
    with pytest.raises(ProseFault, match="sans mesure"):
        dire("Il y a {nombre} métropoles.", nombre="22")


def test_a_name_and_its_value_must_meet():
    with pytest.raises(ProseFault, match="n’a pas de valeur"):
        dire("Repéré dans {part}.")
    with pytest.raises(ProseFault, match="ne sont pas dites"):
        dire("Repéré.", part="ici")


def test_words_of_a_record_may_hold_digits_and_marks_and_stay_words():
    said = dire("« {titre} » !", titre=Cite("Plan 2026 : #un <b>$x$</b>", "demarche:a:titre"))
    assert said[1] == Cite("Plan 2026\u00a0: #un <b>$x$</b>", "demarche:a:titre")
    assert said[0] == Mot("«\u00a0")
