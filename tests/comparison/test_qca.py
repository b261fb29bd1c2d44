"""Crisp-set QCA against published results.

Lipset's eighteen countries between the wars, crisp form: Rihoux and De Meur, « Crisp-Set Qualitative
Comparative Analysis », in Rihoux and Ragin, Configurational Comparative Methods (2009), chapter 3, and data
set LC of the R package QCA, whose published outputs give the formulas and measures repeated here.
"""

import pytest

from leviers.comparison import qca
from leviers.comparison.qca import Case, Issue

CONDITIONS = ("DEV", "URB", "LIT", "IND", "STB")
LIPSET = """
AU 10110 0   BE 11111 1   CZ 11111 1   EE 00101 0   FI 10101 1   FR 10111 1
DE 11110 0   GR 00000 0   HU 00100 0   IE 10101 1   IT 00001 0   NL 11111 1
PL 00100 0   PT 00000 0   RO 00001 0   ES 00000 0   SE 10111 1   UK 11111 1
""".split()


def read_cases(negate=False, drop=()):
    kept = [place for place, name in enumerate(CONDITIONS) if name not in drop]
    return [
        Case(name, tuple(bits[place] == "1" for place in kept), (outcome == "1") != negate)
        for name, bits, outcome in zip(LIPSET[::3], LIPSET[1::3], LIPSET[2::3], strict=True)
    ]


def spell(term, names=CONDITIONS):
    return "*".join(
        ("" if value else "~") + name for name, value in zip(names, term, strict=True) if value is not None
    )


def solve(cases, *, is_parsimonious=False):
    rows = qca.build_truth_table(cases, len(cases[0].conditions))
    return qca.solve(rows, cases, is_parsimonious=is_parsimonious)


def formula(solution):
    return " + ".join(spell(term) for term in solution.termes)


def test_the_truth_table_of_lipset_is_the_published_one():
    rows = {row.config: row for row in qca.build_truth_table(read_cases(), 5)}
    observed = {
        "".join(str(int(value)) for value in config): (row.issue, row.nb)
        for config, row in rows.items()
        if row.nb
    }
    assert observed == {
        "11111": (Issue.PRESENT, 4),
        "10101": (Issue.PRESENT, 2),
        "10111": (Issue.PRESENT, 2),
        "00000": (Issue.ABSENT, 3),
        "00001": (Issue.ABSENT, 2),
        "00100": (Issue.ABSENT, 2),
        "00101": (Issue.ABSENT, 1),
        "10110": (Issue.ABSENT, 1),
        "11110": (Issue.ABSENT, 1),
    }
    assert len(rows) == 32


def test_the_complex_solution_of_lipset_and_its_measures():
    (found,) = solve(read_cases())
    assert formula(found) == "DEV*~URB*LIT*STB + DEV*LIT*IND*STB" or formula(found) == (
        "DEV*LIT*IND*STB + DEV*~URB*LIT*STB"
    )
    fits = {spell(term): fit for term, fit in zip(found.termes, found.fits, strict=True)}
    rural, industrial = fits["DEV*~URB*LIT*STB"], fits["DEV*LIT*IND*STB"]
    assert (rural.consistance, rural.couverture, rural.couverture_propre) == (1, 0.5, 0.25)
    assert (industrial.consistance, industrial.couverture, industrial.couverture_propre) == (1, 0.75, 0.5)
    assert set(rural.cas) == {"FI", "IE", "FR", "SE"}
    assert (found.ensemble.consistance, found.ensemble.couverture) == (1, 1)


def test_the_parsimonious_solution_of_lipset():
    (found,) = solve(read_cases(), is_parsimonious=True)
    assert formula(found) == "DEV*STB"
    assert (found.ensemble.consistance, found.ensemble.couverture) == (1, 1)


def test_the_absence_of_the_outcome_has_its_own_solutions():
    (complexe,) = solve(read_cases(negate=True))
    assert set(map(spell, complexe.termes)) == {"~DEV*~URB*~IND", "DEV*LIT*IND*~STB"}
    (sobre,) = solve(read_cases(negate=True), is_parsimonious=True)
    assert set(map(spell, sobre.termes)) == {"~DEV", "~STB"}
    fits = {spell(term): fit for term, fit in zip(sobre.termes, sobre.fits, strict=True)}
    assert (fits["~DEV"].couverture, fits["~DEV"].couverture_propre) == (0.8, 0.3)
    assert (fits["~STB"].couverture, fits["~STB"].couverture_propre) == (0.7, 0.2)


def test_without_stability_two_rows_contradict_themselves_as_in_the_textbook():
    cases = read_cases(drop=("STB",))
    rows = {row.config: row for row in qca.build_truth_table(cases, 4)}
    contradictory = {config for config, row in rows.items() if row.issue is Issue.CONTRADICTOIRE}
    assert contradictory == {(True, True, True, True), (True, False, True, True)}
    assert rows[True, True, True, True].consistance == 0.8  # BE, CZ, NL, UK without DE
    (found,) = qca.solve(tuple(rows.values()), cases, is_parsimonious=False)
    assert set(found.ensemble.cas) == {"FI", "IE"}
    assert found.ensemble.couverture == 0.25  # two of the eight that survived


def test_equally_short_formulas_are_all_given():
    # Six of the eight corners of a cube, in a ring: the textbook case without an essential term.
    ring = ["001", "010", "011", "100", "101", "110"]
    cases = [Case(bits, tuple(bit == "1" for bit in bits), True) for bits in ring]
    cases += [Case(bits, tuple(bit == "1" for bit in bits), False) for bits in ("000", "111")]
    solutions = solve(cases)
    assert len(solutions) == 2
    assert {len(solution.termes) for solution in solutions} == {3}


def test_no_case_with_the_outcome_gives_no_formula():
    cases = [Case("a", (True, False), False), Case("b", (False, True), False)]
    assert solve(cases) == ()
    assert solve(cases, is_parsimonious=True) == ()


def test_an_outcome_always_present_needs_no_condition_once_remainders_are_taken():
    cases = [Case("a", (True, False), True), Case("b", (False, True), True)]
    (found,) = solve(cases, is_parsimonious=True)
    assert found.termes == ((None, None),)


@pytest.mark.parametrize("nb", [1, 2, 5])
def test_the_table_has_two_to_the_power_of_conditions_rows(nb):
    assert len(qca.build_truth_table([], nb)) == 2**nb
