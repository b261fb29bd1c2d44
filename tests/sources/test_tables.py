"""Delimited text as it comes: repaired, rejected with its line, or refused in one sentence."""

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leviers.errors import SourceChanged, SourceUnreadable
from leviers.sources.decoding import Decoding, read_lines
from tests.sources.places import Place

HEADER = "nomAttribuant;nomBeneficiaire;montant;objet\n"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, "subventions")


def test_plain_file_is_read_line_by_line(place: Place) -> None:
    place.put("a.csv", HEADER + "Orval;Les Jardins;1 234,50;Été\nOrval;L’Atelier;10;\n")
    report = place.stage()
    assert place.rows("fichier, ligne, beneficiaire_nom, montant_eur::double, objet") == [
        ("a.csv", 2, "Les Jardins", 1234.5, "Été"),
        ("a.csv", 3, "L’Atelier", 10.0, None),
    ]
    assert (report.lignes_lues, report.lignes_rejetees) == (2, 0)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiter_and_encoding_are_found(place: Place, delimiter: str, encoding: str) -> None:
    text = (HEADER + "Orval;Été – l’œuvre;10.50;à côté\r\n").replace(";", delimiter)
    place.put("a.csv", text.encode(encoding))
    place.stage()
    assert place.rows("beneficiaire_nom, montant_eur::varchar, objet") == [
        ("Été – l’œuvre", "10.50", "à côté")
    ]


def test_encodings_mixed_in_one_file_are_read_line_by_line(place: Place) -> None:
    lines = [
        HEADER.encode(),
        "Orval;Été;1;\n".encode(),
        "Orval;Été;2;\n".encode("cp1252"),
        "Orval;Œuvre;3;\n".encode(),
    ]
    place.put("a.csv", b"".join(lines))
    report = place.stage()
    assert place.rows("beneficiaire_nom") == [("Été",), ("Été",), ("Œuvre",)]
    assert report.fichiers["a.csv"]["lignes_cp1252"] == 1


def test_nul_bytes_are_removed_and_counted(place: Place) -> None:
    place.put("a.csv", HEADER + "Or\0val;Les\0 Jardins;10;\x1f\n")
    report = place.stage()
    assert place.rows("attribuant_nom, beneficiaire_nom") == [("Orval", "Les Jardins")]
    assert report.fichiers["a.csv"]["octets_nuls"] == 2
    assert report.fichiers["a.csv"]["signes_de_controle"] == 1


def test_quoted_cells_keep_breaks_delimiters_and_quotes(place: Place) -> None:
    place.put("a.csv", HEADER + 'Orval;"Les ""Jardins""";10;"un;\ndeux"\nOrval;Atelier;20;\n')
    place.stage()
    assert place.rows("ligne, beneficiaire_nom, objet") == [
        (2, 'Les "Jardins"', "un;\ndeux"),
        (4, "Atelier", None),
    ]


def test_quote_never_closed_does_not_swallow_the_lines_after_it(place: Place) -> None:
    after = "".join(f'Orval;"Atelier {n}";{n};\n' for n in range(1, 700))
    place.put("a.csv", HEADER + 'Orval;"Les Jardins;5;\nOrval;12" vinyles;6;\n' + after)
    report = place.stage()
    assert report.lignes_lues == 701
    assert place.rows("ligne, beneficiaire_nom")[:3] == [
        (2, '"Les Jardins'),
        (3, '12" vinyles'),
        (4, "Atelier 1"),
    ]
    assert report.fichiers["a.csv"]["guillemets_non_fermes"] == 1


def test_renamed_columns_are_found_and_unknown_ones_are_named(place: Place) -> None:
    place.put("a.csv", "Bénéficiaire;ATTRIBUANT;Montant voté;Couleur\nLes Jardins;Orval;10;bleu\n")
    report = place.stage()
    assert place.rows("attribuant_nom, beneficiaire_nom, montant_eur::int") == [("Orval", "Les Jardins", 10)]
    assert report.fichiers["a.csv"]["colonnes_ignorees"] == ["Couleur"]


def test_duplicated_header_reads_the_first_column_and_counts_the_differences(place: Place) -> None:
    place.put("a.csv", "nomAttribuant;nomBeneficiaire;montant;montant\nOrval;A;1;1\nOrval;B;2;3\n")
    report = place.stage()
    assert place.rows("montant_eur::int") == [(1,), (2,)]
    assert report.cellules["en-tete.montant"]["colonne-en-double"] == {
        "nb": 1,
        "exemples": [{"fichier": "a.csv", "ligne": 3, "valeur": "3"}],
    }


def test_title_above_the_header_is_passed_over(place: Place) -> None:
    place.put("a.csv", "Subventions 2023;;;\n\n" + HEADER + "Orval;A;1;\n")
    place.stage()
    assert place.rows("ligne, beneficiaire_nom") == [(4, "A")]


def test_rows_of_the_wrong_width_are_repaired_or_rejected_with_their_line(place: Place) -> None:
    place.put("a.csv", HEADER + "Orval;A;1;x;;;\nOrval;B;2\nOrval;C\nOrval;D;4;x;y\n\n;;;\nOrval;E;5;x\n")
    report = place.stage()
    assert place.rows("beneficiaire_nom, objet") == [("A", "x"), ("B", None), ("E", "x")]
    assert [(row["ligne"], row["raison"], row["texte"]) for row in place.rejets()] == [
        (4, "cellules-manquantes", "Orval;C"),
        (5, "trop-de-cellules", "Orval;D;4;x;y"),
        (7, "ligne-vide", ";;;"),
    ]
    assert (report.lignes_lues, report.lignes_rejetees) == (6, 3)  # the blank line 6 is no row


def test_cell_of_a_million_signs_is_counted_and_its_row_kept(place: Place) -> None:
    place.put("a.csv", HEADER + f"Orval;A;1;{'x' * 10**6}\nOrval;B;2;court\n")
    report = place.stage()
    assert place.rows("beneficiaire_nom, objet") == [("A", None), ("B", "court")]
    assert report.cellules["en-tete.objet"]["cellule-trop-longue"]["nb"] == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "est vide"),
        (b"\n \n", "manquent"),
        (b"<!DOCTYPE html><html><body>503</body></html>", "est une page web, pas une table"),
        (b"\xef\xbb\xbf\n<html>erreur</html>", "est une page web, pas une table"),
        (b"PK\x03\x04rest", "est une archive ZIP"),
        (gzip.compress(HEADER.encode() * 999)[:-20], "est compressé mais coupé ou abîmé"),
        (b"\x1f\x8bnot gzip at all", "est compressé mais coupé ou abîmé"),
        (b"PAR1 but no footer", "n’est pas un fichier Parquet entier"),
    ],
)
def test_file_that_is_no_table_is_refused_in_one_sentence(
    place: Place, content: bytes, sentence: str
) -> None:
    place.put("a.csv", content)
    with pytest.raises((SourceUnreadable, SourceChanged)) as refusal:
        place.stage()
    assert sentence in refusal.value.message
    assert "\n" not in refusal.value.message
    assert "a.csv" in refusal.value.message


def test_wrong_delimiter_or_missing_column_names_what_is_missing(place: Place) -> None:
    place.put("a.csv", "nomAttribuant#nomBeneficiaire#montant\nOrval#A#1\n")
    with pytest.raises(SourceChanged) as refusal:
        place.stage()
    assert refusal.value.missing == {"nomAttribuant", "nomBeneficiaire", "montant"}
    place.put("a.csv", "nomAttribuant;nomBeneficiaire\nOrval;A\n")
    with pytest.raises(SourceChanged) as refusal:
        place.stage()
    assert refusal.value.missing == {"montant"}
    assert "la colonne obligatoire montant manque" in refusal.value.message


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30), min_size=1, max_size=8),
    st.data(),
)
def test_every_line_is_found_again_whatever_its_encoding(
    tmp_path: Path, lines: list[str], data: st.DataObject
) -> None:
    written = []
    for line in lines:
        fits = all(ord(sign) < 0x80 or 0xA0 <= ord(sign) < 0x100 for sign in line)
        both = fits and not _is_utf8(line.encode("cp1252"))
        written.append(line.encode(data.draw(st.sampled_from(["utf-8", "cp1252"] if both else ["utf-8"]))))
    path = tmp_path / "lines.txt"
    path.write_bytes(b"\n".join(written) + b"\n")
    if not path.read_bytes().lstrip().lower().startswith((b"pk", b"%pdf", b"<", b"\x1f\x8b")):
        expected = [lines[0].removeprefix("\ufeff"), *lines[1:]]
        assert list(read_lines(path, "subventions", Decoding())) == expected


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
