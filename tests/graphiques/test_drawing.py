"""Drawings: valid, light, without script nor outside reference, in our letters, kept and never made twice."""

import io
import os
import re
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import altair
import pytest
from django.conf import settings
from PIL import Image

from leviers.errors import NotReady
from leviers.graphiques import drawing, theme
from leviers.graphiques.distribution import read_distribution
from leviers.graphiques.drawing import draw, specify
from leviers.graphiques.evolution import read_evolution
from leviers.graphiques.graphique import ETROIT, Colonne, Graphique, Table
from leviers.graphiques.svg import NAMESPACE
from tests.graphiques.conftest import SHARE, valeur

ROWS = [valeur(slug, number) for slug, number in (("nantes", 1234.5), ("lyon", 20.0), ("brest", 4.0))]


@pytest.fixture
def graphique(make_build):
    return read_distribution(make_build(ROWS), SHARE, "metropole", "lyon")


def texts(drawn):
    return ["".join(node.itertext()) for node in ET.fromstring(drawn).iter(f"{{{NAMESPACE}}}text")]


@pytest.mark.parametrize("alone", [True, False])
def test_the_svg_is_valid_and_asks_for_nothing(graphique, alone):
    drawn = draw(graphique, alone=alone)
    root = ET.fromstring(drawn)
    assert {node.tag for node in root.iter()} <= {
        f"{{{NAMESPACE}}}{tag}"
        for tag in ("svg", "g", "path", "line", "text", "tspan", "rect", "title", "desc", "style")
    }
    bare = re.sub(r"url\(data:font/woff2;base64,[\w+/=]+\)", "", drawn.decode())
    assert "url(" not in bare
    assert "href" not in bare
    assert " on" not in re.sub(r">[^<]*<", "><", bare)
    families = {node.get("font-family") for node in root.iter() if node.get("font-family")}
    assert families <= {theme.TEXT, theme.TITLE, theme.SIGNS}


def test_a_file_that_travels_carries_title_source_and_letters(graphique):
    drawn = draw(graphique)
    said = " ".join(" ".join(texts(drawn)).split())
    for words in (graphique.titre, graphique.source):
        assert " ".join(words.split())[:40] in said
    root = ET.fromstring(drawn)
    assert root.findtext(f"{{{NAMESPACE}}}title") == graphique.titre
    assert root.findtext(f"{{{NAMESPACE}}}desc") == graphique.alternative
    assert b"@font-face" in drawn
    assert len(drawn) < 120_000


def test_bare_marks_for_a_page_are_light_and_french(graphique):
    drawn = draw(graphique, alone=False)
    assert len(drawn) < 15_000
    assert "1\u202f234,5\u00a0%" in texts(drawn)
    assert b"style" not in drawn


def test_the_png_opens_twice_as_large_as_its_drawing(graphique):
    root = ET.fromstring(draw(graphique))
    with Image.open(io.BytesIO(draw(graphique, "png"))) as opened:
        assert opened.format == "PNG"
        assert abs(opened.width - 2 * float(root.get("width"))) <= 2


def test_the_same_figures_are_never_drawn_twice(graphique, monkeypatch):
    first = draw(graphique)
    monkeypatch.setattr(drawing, "_make", lambda *_given: pytest.fail("drawn again"))
    assert draw(graphique) == first


def test_another_figure_is_another_drawing(make_build, tmp_path):
    build = make_build(ROWS)
    draw(read_distribution(build, SHARE, "metropole"), alone=False)
    draw(read_distribution(build, SHARE, "metropole", "nantes"), alone=False)
    assert len(list((tmp_path / "graphiques").glob("*.svg"))) == 2


def test_what_nobody_asked_for_in_a_month_leaves(graphique, tmp_path):
    folder = Path(settings.HOME) / drawing.FOLDER
    folder.mkdir()
    old, recent = folder / "vieux.svg", folder / "neuf.svg"
    for file, days in ((old, 31), (recent, 29)):
        file.touch()
        os.utime(file, (time.time() - days * 86_400,) * 2)
    draw(graphique)
    assert (old.exists(), recent.exists()) == (False, True)


def test_a_home_without_room_still_shows_its_charts(graphique):
    (Path(settings.HOME) / drawing.FOLDER).write_text("not a folder")
    assert draw(graphique).startswith(b"<svg")


def test_a_process_born_after_a_drawing_refuses_rather_than_waits(graphique, monkeypatch):
    draw(graphique)
    monkeypatch.setattr(drawing.os, "getpid", lambda: -1)
    with pytest.raises(NotReady):
        drawing._start()


def test_nothing_to_draw_is_said_and_not_drawn(make_build):
    empty = read_distribution(make_build([]), SHARE, "metropole")
    assert specify(empty) == {}
    with pytest.raises(ValueError, match=SHARE):
        draw(empty)


@pytest.mark.parametrize("alone", [True, False])
def test_every_specification_is_true_to_the_schema(make_build, alone):
    build = make_build([*ROWS, valeur("lyon", 3.0, annee=2022, valeur_haute=4.0)])
    for one in (
        read_distribution(build, SHARE, "metropole"),
        read_evolution(build, "lyon", SHARE, "metropole"),
    ):
        altair.Chart.from_dict(specify(one, ETROIT, alone=alone), validate=True)


def test_hostile_words_stay_words(make_build, settings, tmp_path):
    settings.HOME = tmp_path
    hostile = "<script>alert(1)</script> \"'&]]>"

    def spec(_width):
        mark = {
            "data": {"values": [{"nom": hostile}]},
            "mark": "text",
            "encoding": {"text": {"field": "nom"}},
        }
        return {"layer": [mark], "config": theme.CONFIG, "width": 300, "height": 40}

    table = Table((Colonne("nom", "Nom"),), ((hostile,),))
    given = Graphique("x", hostile, hostile, hostile, hostile, table, spec, "/")
    root = ET.fromstring(draw(given))
    assert not [node for node in root.iter() if node.tag.endswith("script")]
    assert any("<script>alert(1)</script>" in text for text in texts(draw(given)))
    assert draw(given, "png").startswith(b"\x89PNG")


def test_colours_are_those_of_the_site():
    tokens = (settings.BASE / "leviers/web/kit/static/kit/css/tokens.css").read_text(encoding="utf-8")
    light = tokens.split("@media")[0]
    for name, colour in (
        ("paper", theme.PAPER), ("ink", theme.INK), ("soft", theme.SOFT), ("line", theme.LINE),
        ("strong-line", theme.STRONG), ("tint", theme.TINT), ("accent", theme.ACCENT),
    ):  # fmt: skip
        assert f"--{name}: {colour};" in light
