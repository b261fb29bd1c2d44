"""The file of rules: every levier has one, and a faulty one is refused with its line of advice."""

import pytest

from leviers.errors import Refused
from leviers.evidence.regles import FILE, load_regles, read_regles
from leviers.reference.typologie import load_leviers


def test_every_levier_has_a_rule_with_at_least_one_kind_of_act():
    regles = load_regles()
    assert regles.leviers.keys() == load_leviers().keys()
    assert all(regle.faits for regle in regles.leviers.values())


def test_a_rule_keeps_the_years_of_all_unless_it_has_its_own():
    regles = load_regles().leviers
    assert regles["spaser"].annees == 8
    assert regles["adhesion-reseaux"].annees == 4


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("spaser: {marche: 0}", "au moins 1"),
        ("spaser: {}", "aucun genre d’acte"),
        ("spaser: {facture: 1, marche: 1}", "mot inconnu, facture"),
        ("spaser: {marche: 1, indicateur: bonheur}", "indicateur inconnu, bonheur"),
        ("levier-inconnu: {marche: 1}", "levier inconnu"),
    ],
)
def test_a_faulty_rule_is_refused(tmp_path, line, said):
    text = FILE.read_text(encoding="utf-8").replace("  spaser: {deliberation: 1, marche: 1}", f"  {line}")
    file = tmp_path / "preuves.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=said):
        read_regles(file)


def test_a_levier_without_rule_is_refused(tmp_path):
    text = FILE.read_text(encoding="utf-8").replace("  spaser: {deliberation: 1, marche: 1}\n", "")
    file = tmp_path / "preuves.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="« spaser » n’a pas de règle"):
        read_regles(file)
