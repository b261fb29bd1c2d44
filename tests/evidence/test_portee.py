"""What confirming would do, said before anybody confirms."""

import pytest

from leviers.evidence import usages
from leviers.evidence.portee import foresee


def read(actes, row):
    actes.swap()
    found = foresee(row, usages.current())
    return found.effet, found.avant.code, found.apres.code


def test_it_works_one_act_is_enough(mini, actes):
    mini.demarche("schema", "nantes", "spaser")
    assert read(actes, actes.add("M1")) == ("niveau", "documente", "constate")


@pytest.mark.parametrize(
    ("given", "effet"),
    [
        ({"lien": "commune"}, "commune"),
        ({"annee": 2012}, "ancien"),
        ({"annee": None}, "ancien"),
        ({"genre": "subvention"}, "genre"),
    ],
)
def test_what_does_not_count_is_said_with_its_reason(mini, actes, given, effet):
    assert read(actes, actes.add("M1", **given)) == (effet, "non-observable", "non-observable")


def test_one_act_of_several_asked_for_is_counted(mini, actes):
    for number in (1, 2):
        actes.add(f"S{number}", "subvention-convention", "subvention", est_certaine=True)
    row = actes.add("S3", "subvention-convention", "subvention")
    actes.swap()
    found = foresee(row, usages.current())
    assert (found.effet, found.rang, found.requis) == ("nombre", 3, 10)


def test_one_more_act_of_what_is_known_changes_no_niveau(mini, actes):
    actes.add("M1", est_certaine=True)
    assert read(actes, actes.add("M2")) == ("deja", "constate", "constate")
