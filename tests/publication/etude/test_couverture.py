"""The cover is the matrix itself, in the hues of the site."""

import re

from leviers.evidence.usages import compute_usages
from leviers.publication.etude.couverture import COULEURS, draw_couverture
from tests.house.files import ROOT

TOKENS = ROOT / "leviers/web/kit/static/kit/css/tokens.css"


def test_hues_of_paper_are_those_of_the_site():
    light = TOKENS.read_text(encoding="utf-8").split("@media")[0]
    assert dict(re.findall(r"--c-([a-z-]+): (#[0-9a-f]{6});", light)) == COULEURS


def test_there_is_one_disc_for_each_usage(catalogue):
    usages = compute_usages(catalogue)
    drawn = draw_couverture(usages)
    assert drawn.count("<circle") == len(usages.by_key) == 1100
    assert sum(drawn.count(colour) for colour in COULEURS.values()) == usages.nb_reperes
