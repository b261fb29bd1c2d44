"""One cell: what is read, what is counted, and the same rules in Python and in SQL."""

from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leviers.sources import cells
from leviers.sources.staging import open_engine

READERS = (
    *("lire_montant", "lire_nombre", "lire_entier", "lire_booleen", "lire_date", "lire_annee"),
    *("lire_code", "lire_siret", "lire_siren"),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return open_engine(tmp_path_factory.mktemp("engine"))


def read_in_sql(engine: duckdb.DuckDBPyConnection, reader: str, texts: list[str | None]) -> list[Any]:
    rows = engine.execute(
        f"select {reader}(texte)"
        " from (select unnest(?::varchar[]) as texte, unnest(range(?)) as rang) order by rang",
        [texts, len(texts)],
    ).fetchall()
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    ("texte", "valeur", "raison"),
    [
        ("1 234,50", "1234.50", None),
        ("1234.5", "1234.50", None),
        ("1.234,50", "1234.50", None),
        ("1,234.50", "1234.50", None),
        ("1.234.567", "1234567.00", None),
        ("1 234 €", "1234.00", None),
        ("12 000 euros", "12000.00", None),
        ("1\u202f234\xa0567,8 EUR", "1234567.80", None),
        ("-250,00", "-250.00", None),
        ("−250", "-250.00", None),
        ("10000.000", "10000.00", None),
        ("0.125", "0.13", "plus-de-deux-decimales"),
        ("1234.567", "1234.57", "plus-de-deux-decimales"),
        ("1.234", None, "montant-ambigu"),
        ("12,345", None, "montant-ambigu"),
        ("NC", None, "non-communique"),
        ("non renseigné", None, "non-communique"),
        ("1,2E+06", None, "notation-scientifique"),
        ("1 23", None, "montant-illisible"),
        ("environ 500", None, "montant-illisible"),
        ("99999999999999999", None, "montant-demesure"),
        ("", None, None),
        ("  \xa0 ", None, None),
        (None, None, None),
    ],
)
def test_amount_is_read_or_counted(
    engine: Any, texte: str | None, valeur: str | None, raison: str | None
) -> None:
    expected = {"valeur": Decimal(valeur) if valeur else None, "raison": raison}
    assert cells.lire_montant(texte)._asdict() == expected
    assert read_in_sql(engine, "lire_montant", [texte]) == [expected]


@pytest.mark.parametrize(
    ("texte", "valeur", "annee", "raison"),
    [
        ("2023-02-28", date(2023, 2, 28), 2023, None),
        ("2023-02-28T10:11:12.5+01:00", date(2023, 2, 28), 2023, None),
        ("2023-02-28 00:00:00", date(2023, 2, 28), 2023, None),
        ("2019-01-01+01:00", date(2019, 1, 1), 2019, None),
        ("28/02/2023", date(2023, 2, 28), 2023, None),
        ("1-2-2023", date(2023, 2, 1), 2023, None),
        ("28.02.2023", date(2023, 2, 28), 2023, None),
        ("29/02/2024", date(2024, 2, 29), 2024, None),
        ("2014", None, 2014, "annee-seule"),
        ("2014-05", None, 2014, "mois-seul"),
        ("31/02/2023", None, None, "date-impossible"),
        ("12/31/2020", None, None, "date-impossible"),
        ("0001-01-01", None, None, "date-hors-bornes"),
        ("01/01/0001", None, None, "date-hors-bornes"),
        ("9999-12-31", None, None, "date-hors-bornes"),
        ("44927", None, None, "date-illisible"),
        ("hier", None, None, "date-illisible"),
        ("NC", None, None, "non-communique"),
        ("", None, None, None),
    ],
)
def test_date_is_read_or_counted(
    engine: Any, texte: str, valeur: date | None, annee: int | None, raison: str | None
) -> None:
    expected = {"valeur": valeur, "annee": annee, "raison": raison}
    assert cells.lire_date(texte)._asdict() == expected
    assert read_in_sql(engine, "lire_date", [texte]) == [expected]


@pytest.mark.parametrize(
    ("texte", "siret", "siren", "raison"),
    [
        ("21340172201787", "21340172201787", "213401722", None),
        ("213 401 722 01787", "21340172201787", "213401722", None),
        ("21340172201787.0", "21340172201787", "213401722", None),
        (
            "35600000009075",
            "35600000009075",
            "356000000",
            None,
        ),  # La Poste: 3+5+6+9+0+7+5 = 35, a multiple of 5
        ("35600000000048", "35600000000048", "356000000", None),  # La Poste, registered office: Luhn holds
        ("35600000009076", None, "356000000", "siret-cle-fausse"),
        ("213401722", None, "213401722", "siren-au-lieu-de-siret"),
        ("213401723", None, None, "siren-cle-fausse"),
        ("21340172201788", None, "213401722", "siret-cle-fausse"),
        ("12345678901234", None, None, "siret-cle-fausse"),
        ("00000000000000", None, None, "identifiant-bouchon"),
        ("000000000", None, None, "identifiant-bouchon"),
        ("2.1340172e13", None, None, "notation-scientifique"),
        ("2,13402E+13", None, None, "notation-scientifique"),
        ("W751234567", None, None, "numero-rna"),
        ("FR40303265045", None, None, "autre-identifiant"),
        ("2134017220178", None, None, "longueur"),
        ("NC", None, None, "non-communique"),
        ("", None, None, None),
    ],
)
def test_siret_is_checked_by_its_key(
    engine: Any, texte: str, siret: str | None, siren: str | None, raison: str | None
) -> None:
    expected = {"valeur": siret, "siren": siren, "raison": raison}
    assert cells.lire_siret(texte)._asdict() == expected
    assert read_in_sql(engine, "lire_siret", [texte]) == [expected]


def test_siren_alone_is_no_defect_where_a_siren_is_expected() -> None:
    assert cells.lire_siren("213401722") == ("213401722", None)
    assert cells.lire_siren("21340172201787") == ("213401722", None)
    assert cells.lire_siren("213401723") == (None, "siren-cle-fausse")


def test_year_is_read_alone_or_out_of_a_date() -> None:
    assert cells.lire_annee("2014") == (2014, None)
    assert cells.lire_annee("31/12/2014") == (2014, None)
    assert cells.lire_annee("14") == (None, "date-illisible")


def test_small_numbers_and_booleans() -> None:
    assert cells.lire_entier("12.0") == (12, None)
    assert cells.lire_entier("12.5") == (None, "entier-illisible")
    assert cells.lire_nombre("33,3 %") == (Decimal("33.3000"), None)
    assert cells.lire_nombre("120") == (None, "nombre-hors-bornes")
    assert cells.lire_code("2a004") == ("2A004", None)
    assert cells.lire_code("1004") == (None, "code-illisible")
    assert cells.lire_booleen("Oui") == (True, None)
    assert cells.lire_booleen("peut-être") == (None, "booleen-illisible")


def test_text_loses_the_spaces_around_it_only(engine: Any) -> None:
    assert cells.lire_texte("\ufeff l’été \x1e suite ") == "l’été \n suite"
    assert read_in_sql(engine, "lire_texte", ["\ufeff l’été \x1e suite ", " \xa0"]) == [
        "l’été \n suite",
        None,
    ]


# ——— properties ———

number_like = st.text(alphabet=" 0123456789.,-+€eENCur\xa0\u202f\x1e%", max_size=14)
date_like = st.one_of(
    st.from_regex(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}([T ][0-9]{2}:[0-9]{2}Z?)?", fullmatch=True),
    st.dates(date(1890, 1, 1), date(2110, 1, 1)).map(date.isoformat),
    st.from_regex(r"(18|19|20|21)[0-9]{2}(-[01][0-9])?", fullmatch=True),
)
identifier_like = st.one_of(
    st.from_regex(r"[0-9]{8,15}(\.0)?", fullmatch=True),
    st.from_regex(r"356000000[0-9]{5}", fullmatch=True),
    st.from_regex(r"(W|FR)[0-9]{9,11}", fullmatch=True),
)
any_text = st.text(max_size=20)
texts = st.lists(
    st.one_of(
        number_like,
        date_like,
        identifier_like,
        any_text,
        st.sampled_from(sorted(cells.NOTHING_SAID)),
        st.none(),
    ),
    min_size=20,
    max_size=40,
)


@settings(max_examples=20, deadline=None)
@given(texts)
def test_sql_and_python_read_every_cell_alike(engine: Any, cellules: list[str | None]) -> None:
    for reader in READERS:
        expected = [getattr(cells, reader)(cellule)._asdict() for cellule in cellules]
        assert read_in_sql(engine, reader, cellules) == expected, reader
    assert read_in_sql(engine, "lire_texte", cellules) == [cells.lire_texte(cellule) for cellule in cellules]


@given(st.decimals(-(10**12), 10**12, places=2))
def test_amount_is_found_again_in_every_writing(montant: Decimal) -> None:
    english, french = f"{montant:,.2f}", f"{montant:.2f}".replace(".", ",")
    for writing in (
        f"{montant:.2f}",
        french,
        english,
        english.replace(",", "\u202f").replace(".", ",") + " €",
    ):
        assert cells.lire_montant(writing) == (montant, None)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_date_is_found_again_in_every_writing(jour: date) -> None:
    for writing in (f"{jour:%Y-%m-%d}", f"{jour:%d/%m/%Y}", f"{jour:%d-%m-%Y}", f"{jour:%Y-%m-%d}T00:00:00Z"):
        assert cells.lire_date(writing) == (jour, jour.year, None)


@given(st.integers(1, 99_999_999))
def test_exactly_one_last_digit_makes_a_siren_right(head: int) -> None:
    right = [digit for digit in range(10) if cells.lire_siren(f"{head:08}{digit}").valeur]
    assert len(right) == (1 if head >= 1 else 0)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.from_regex(r"(356000000[0-9]{5}|[0-9]{14})", fullmatch=True), min_size=60, max_size=60))
def test_keys_are_checked_alike_in_python_and_in_sql(engine: Any, sirets: list[str]) -> None:
    """Ten last digits for each head, so that right keys are as many as heads."""
    tried = [f"{siret[:13]}{last}" for siret in sirets for last in range(10)]
    tried += [f"{siret[:8]}{last}" for siret in sirets for last in range(10)]
    expected = [cells.lire_siret(siret)._asdict() for siret in tried]
    assert read_in_sql(engine, "lire_siret", tried) == expected


@given(any_text)
def test_no_text_at_all_makes_a_reader_fail(texte: str) -> None:
    for reader in READERS:
        lu = getattr(cells, reader)(texte)
        assert lu.valeur is None or lu.raison in (None, "plus-de-deux-decimales")
