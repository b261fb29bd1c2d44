"""Personal links: what opens, what does not, and why."""

import pytest
from django.utils import timezone

from leviers.errors import LinkRefused
from leviers.survey.jetons import draw_cle, make_jeton, read_jeton


def test_a_link_names_its_contact(enquete):
    metz = enquete.invite()
    assert read_jeton("essai-2026", make_jeton(metz)) == metz


def test_two_people_of_one_territoire_have_their_own_links(enquete):
    assert make_jeton(enquete.invite()) != make_jeton(enquete.invite())


@pytest.mark.parametrize(
    "spoil", [lambda j: j[:-1], lambda j: j + "a", lambda j: "x" + j, lambda _j: "", str.upper]
)
def test_a_link_that_was_cut_or_forged_opens_nothing(enquete, spoil):
    with pytest.raises(LinkRefused, match="pas reconnu"):
        read_jeton("essai-2026", spoil(make_jeton(enquete.invite())))


def test_a_signature_does_not_serve_for_another_word(enquete):
    _word, signature = make_jeton(enquete.invite()).split(".")
    with pytest.raises(LinkRefused, match="pas reconnu"):
        read_jeton("essai-2026", f"{draw_cle()}.{signature}")


def test_a_link_opens_only_its_campaign(enquete):
    with pytest.raises(LinkRefused, match="pas reconnu"):
        read_jeton("autre", make_jeton(enquete.invite()))


@pytest.mark.parametrize("field", ["revoque_le", "efface_le"])
def test_a_link_that_was_withdrawn_says_so(enquete, field):
    metz = enquete.invite()
    setattr(metz, field, timezone.now())
    metz.save()
    with pytest.raises(LinkRefused, match="retiré"):
        read_jeton("essai-2026", make_jeton(metz))
