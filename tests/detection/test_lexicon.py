"""The files of the lexicon: what is refused, and with which words."""

import shutil

import pytest

from leviers.detection.calibration import load_confiances, smooth
from leviers.detection.lexicon import DATA, FORCES, load_lexique, read_lexique
from leviers.errors import Refused

MOTIF = "- {code: a, levier: ptce, force: nette, dit: [PTCE]}\n"


@pytest.fixture
def folder(tmp_path):
    """A lexicon of one motif, with the real lists."""
    for name in ("groupes.yaml", "calibrage.yaml", "mots_courants.yaml"):
        shutil.copy(DATA / name, tmp_path)
    (tmp_path / "motifs.yaml").write_text(MOTIF, encoding="utf-8")
    return tmp_path


def test_it_works(folder):
    assert [motif.code for motif in read_lexique(folder).motifs] == ["a"]


def test_version_changes_with_the_lexicon_and_only_with_it(folder):
    first = read_lexique(folder).version
    assert read_lexique(folder).version == first
    (folder / "motifs.yaml").write_text(MOTIF.replace("nette", "forte"), encoding="utf-8")
    assert read_lexique(folder).version != first


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("- {code: a, levier: rien, force: nette, dit: [PTCE]}", "valeur inconnue « rien »"),
        ("- {code: a, levier: ptce, force: sûre, dit: [PTCE]}", "valeur inconnue « sûre »"),
        ("- {code: a, levier: ptce, force: nette, dit: [PTCE], si: [x]}", "clé inconnue « si »"),
        ("- {code: a, levier: ptce, force: nette, genres: [achat], dit: [PTCE]}", "genre inconnu"),
        ("- {code: a, levier: ptce, force: nette}", "ni « dit » ni « considerations »"),
        ("- {code: a, levier: ptce, force: nette, dit: ['{rien} pôle']}", "liste inconnue « rien »"),
        ("- {code: a, levier: ptce, force: nette, dit: ['la de']}", "mot de trois lettres"),
        ("- {code: a, levier: ptce, force: nette, dit: ['pole(s']}", "missing )"),
        ("- {levier: ptce, force: nette, dit: [PTCE]}", "code"),
        (MOTIF + MOTIF, "a"),
    ],
)
def test_a_wrong_motif_is_refused_with_its_line(folder, line, message):
    (folder / "motifs.yaml").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        read_lexique(folder)
    assert message in str(refusal.value)
    assert ", ligne" in str(refusal.value)


def test_every_motif_of_the_lexicon_can_be_led_to():
    assert [m.code for m in load_lexique().motifs if not m.needles and not m.is_declared] == []


def test_confidence_is_smoothed_and_follows_the_force():
    assert smooth(9, 10, 0.5, 10) == 0.7  # (9 + 5) / 20
    told = [load_confiances()[force] for force in FORCES]
    assert told == sorted(told, reverse=True)
