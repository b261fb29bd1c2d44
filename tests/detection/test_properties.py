"""Whatever a title holds: never an error, always the same answer, time in proportion to the length."""

import time

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leviers.detection.detect import detect
from leviers.detection.label import label_table
from leviers.detection.lexicon import load_lexique
from leviers.detection.records import GENRES, Fait

PIECES = [
    "marché d'insertion", "Réservé", "ESAT", "<br />", "=1+1", "\x00\x07", "🚲", "économie", "sociale", "et",
    "solidaire", "œuvre", "ŒUVRE", "mise à disposition de locaux", "l’", "d¿", "\ufffd", "e\u0301", "ﬁ", "İ",
    "straße", "Łódź", "طريق", "東京", "SCIC", "capital", "prix", "_", "\u200b", "\u00ad", "recyclerie",
    "ESS2017",
]  # fmt: skip
titles = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
LONG = [
    "a" * 100_000, "é" * 100_000, " " * 100_000, "insertion " * 10_000, "réservé " * 12_000,
    "économie sociale et " * 5_000, "mise à disposition " * 5_000, "e\u0301" * 50_000, "<" * 100_000,
    "&#8217;" * 14_000, "d'" * 50_000, "association " * 8_000, ("x" * 9_999 + " insertion ") * 10,
]  # fmt: skip


@given(st.sampled_from(GENRES), titles, titles)
@settings(max_examples=150, deadline=None)
def test_any_title_is_read_twice_alike_and_words_are_at_their_place(genre, objet, tiers):
    fait = Fait("1", genre, objet, tiers)
    found = detect(fait)
    assert found == detect(fait)
    for mot in (mot for one in found for mot in one.mots):
        text = {"objet": objet, "tiers": tiers}[mot.champ]
        assert text[mot.debut : mot.fin] == mot.texte != ""


@given(st.lists(st.tuples(st.sampled_from(GENRES), titles, titles), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_the_filter_of_a_table_loses_nothing(rows):
    rows = [
        (str(rank), genre, _storable(objet), _storable(tiers))
        for rank, (genre, objet, tiers) in enumerate(rows)
    ]
    connection = duckdb.connect()
    connection.execute("create table faits (id varchar, genre varchar, objet varchar, tiers varchar)")
    connection.executemany("insert into faits values (?, ?, ?, ?)", rows)
    label_table(connection, "select *, null as tiers_motif, null as considerations from faits", into="dits")
    told = connection.execute("select id, levier from dits").fetchall()
    expected = [(row[0], found.levier) for row in rows for found in detect(Fait(*row))]
    assert sorted(told) == sorted(expected)


def _storable(text):
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


@pytest.mark.parametrize("objet", LONG, ids=range(len(LONG)))
def test_a_huge_title_takes_little_time(objet):
    load_lexique()
    start = time.process_time()
    detect(Fait("1", "subvention", objet, objet))
    assert time.process_time() - start < 4.0
