"""Which grants were really granted: facts.subventions.est_accordee."""

import pytest


@pytest.mark.parametrize(
    ("montant_eur", "nature", "est_accordee"),
    [
        (1_000, None, True),
        (None, None, True),
        (0, "aide en nature", True),
        (None, "aide en nature", True),
        (0, None, False),
        (0, "aide en numéraire", False),
        (-500, "aide en nature", False),
    ],
)
def test_a_grant_of_zero_or_less_is_one_only_in_kind(mini, montant_eur, nature, est_accordee):
    mini.subvention("orval", "asso-ess", montant_eur, nature=nature)
    assert mini.rows("select est_accordee from facts.subventions") == [(est_accordee,)]
