"""Extracts: the right stretch, the right words marked, nothing else changed."""

from hypothesis import given
from hypothesis import strategies as st

from leviers.search.extracts import extract, find_stems, mark
from leviers.search.words import list_stems

FILLING = "Une phrase qui ne dit rien de précis. " * 12


def stems(text: str) -> frozenset[str]:
    return frozenset(list_stems(text))


def test_other_forms_of_the_word_are_marked_with_their_accents() -> None:
    assert mark("Des Coopératives, une coopération", stems("cooperative")) == (
        ("Des ", False),
        ("Coopératives", True),
        (", une coopération", False),
    )


def test_a_word_after_an_elision_is_marked_alone() -> None:
    assert ("insertion", True) in mark("clauses d’insertion", stems("insertion"))


def test_without_words_the_text_comes_whole() -> None:
    assert mark("Un texte.", frozenset()) == (("Un texte.", False),)


def test_a_short_text_is_not_cut() -> None:
    assert "".join(text for text, _ in extract("Une clause.", stems("clause"))) == "Une clause."


def test_a_long_text_is_cut_around_the_words() -> None:
    pieces = extract(
        FILLING + "Voici la clause sociale cherchée. " + FILLING, stems("clause sociale"), size=120
    )
    shown = "".join(text for text, _ in pieces)
    assert [text for text, is_hit in pieces if is_hit] == ["clause", "sociale"]
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) <= 120 + 4


def test_a_long_text_without_the_words_shows_its_beginning() -> None:
    pieces = extract("Début net. " + FILLING, stems("clause"), size=60)
    assert pieces[0][0].startswith("Début net. ")
    assert pieces[-1][0] == " …"


def test_stems_are_found_whatever_their_form() -> None:
    assert find_stems("Deux clauses", stems("clause marché")) == stems("clause")


@given(st.text(max_size=300), st.text(max_size=20))
def test_marking_never_changes_a_text(text: str, words: str) -> None:
    assert "".join(piece for piece, _ in mark(text, stems(words))) == text


@given(st.text(alphabet="ab cé’.", max_size=400), st.integers(20, 200))
def test_an_extract_is_a_stretch_of_its_text(text: str, size: int) -> None:
    shown = "".join(piece for piece, _ in extract(text, stems("ab cé"), size=size))
    assert shown.removeprefix("… ").removesuffix(" …") in text
    assert len(shown) <= size + 4
