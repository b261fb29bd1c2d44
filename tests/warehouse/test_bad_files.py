"""Bad files among good ones: each is refused in a sentence or its losses counted; the others are built."""

import gzip
import json
import shutil
from datetime import date

import pytest

from leviers.errors import BuildRefused
from leviers.sources.catalogue import load_sources
from leviers.warehouse.build import find_current
from tests.warehouse.orval import PLACES, Orval, states

HTML = b"<!DOCTYPE html><html><body>Service indisponible</body></html>"
HEADER = "nomAttribuant;idAttribuant;dateConvention;nomBeneficiaire;idBeneficiaire;objet;montant;objet\n"


def sample(code, name="sample.csv"):
    return (load_sources()[code].dossier / name).read_bytes()


REFUSED = {
    "communes": ("communes.parquet", b"PAR1" + b"\0" * 40, "n’est pas un fichier Parquet entier"),
    "contours": ("communes.geojson", sample("contours", "sample.geojson")[:-30], "n’est pas du JSON entier"),
    "decp": ("decp-2024.json", sample("decp", "sample-2022.json")[:-400], "coupé"),
    "deliberations": ("a.csv.gz", gzip.compress(sample("deliberations"))[:-20], "coupé ou abîmé"),
    "esat": (
        "esat.csv",
        sample("esat").replace(b",nom,", b",enseigne,"),
        "la colonne obligatoire nom manque",
    ),
    "ess_france": ("ess-france.csv", b"PK\x03\x04 classeur", "est une archive ZIP"),
    "geiq": ("geiq.csv", sample("geiq").replace(b",", b"~"), "colonnes obligatoires nom, siret manquent"),
    "siae": ("siae.csv", b"", "est vide"),
    "sirene": (
        "StockUniteLegale_utf8.parquet",
        sample("sirene", "sample-StockUniteLegale.parquet")[:-9],
        "n’est pas un fichier Parquet entier",
    ),
    "subventions": ("orval.csv", HTML, "est une page web"),
    "tiers_lieux": ("tiers-lieux.csv", b"\x00\x01\x02" * 900, "manque"),
}
"""What each source receives one day, and what is said of it. ESUS alone receives a good file."""


def receive(orval):
    for code, (name, content, _) in REFUSED.items():
        orval.deliver(code, name, content)
    orval.deliver("esus", "esus.csv", sample("esus") + sample("esus").splitlines(keepends=True)[1])


@pytest.fixture(scope="module")
def after(built_orval, tmp_path_factory):
    """The home of every sample, on the day when all deliveries but one are bad: its build, its report."""
    root = tmp_path_factory.mktemp("mauvais") / "orval"
    shutil.copytree(built_orval, root, symlinks=True)
    orval = Orval(root)
    receive(orval)
    return orval, orval.build()


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The same deliveries in a home that never had others."""
    orval = Orval(tmp_path_factory.mktemp("seul"))
    receive(orval)
    return orval, orval.build()


@pytest.mark.parametrize("code", sorted(REFUSED))
def test_a_bad_file_is_said_and_the_last_good_one_stays_with_its_age(after, code):
    _, report = after
    (state,) = [state for state in report.sources if state.source == code]
    assert (state.etat, state.date) == ("gardee", "2026-03-02")
    assert state.age_jours == max(0, (date.today() - date(2026, 3, 2)).days)
    assert REFUSED[code][2] in state.message
    assert "Traceback" not in state.message


@pytest.mark.parametrize("code", sorted(REFUSED))
def test_a_bad_file_without_former_one_leaves_the_source_absent(alone, code):
    _, report = alone
    (state,) = [state for state in report.sources if state.source == code]
    assert (state.etat, state.empreinte) == ("absente", "")
    assert REFUSED[code][2] in state.message


def test_the_good_source_is_built_beside_the_bad_ones(after, alone):
    for orval, report in (after, alone):
        assert states(report)["esus"] == "lue"
        assert orval.rows("select count(*) from facts.structures where genre = 'esus'") == [(2,)]


def test_what_bad_files_had_brought_before_stays_in_the_build(after, built_orval):
    orval, _ = after
    former = Orval(built_orval)
    for table in ("marches", "concessions", "subventions", "deliberations", "communes"):
        assert orval.rows(f"from facts.{table} order by all") == former.rows(
            f"from facts.{table} order by all"
        )
    found = orval.rows("select fichier, date from meta.fichiers where source = 'subventions'")
    assert found == [("orval.csv", "2026-03-02")]


def test_the_build_says_which_sources_were_not_read(after):
    orval, _ = after
    assert orval.rows("select etat, count(*) from meta.sources group by 1 order by 1") == [
        ("gardee", len(REFUSED)),
        ("lue", 1),
    ]


def test_nothing_but_bad_files_builds_nothing_and_says_why(tmp_path):
    orval = Orval(tmp_path)
    orval.deliver("subventions", "orval.csv", HTML)
    orval.deliver("siae", "siae.csv", b"")
    with pytest.raises(BuildRefused) as refusal:
        orval.build()
    assert "aucune source n’a été reçue" not in refusal.value.message
    assert "aucune source n’a pu être lue" in refusal.value.message
    assert "est une page web" in refusal.value.message
    assert "est vide" in refusal.value.message
    assert find_current(orval.home) is None


@pytest.mark.parametrize("damage", ["no receipt", "receipt", "size", "file"])
def test_a_delivery_damaged_in_raw_is_the_trouble_of_its_source_only(orval, damage):
    raw = orval.home / "raw/subventions/2026-03-02"
    match damage:
        case "no receipt":
            (raw / "receipt.json").unlink()
        case "receipt":
            (raw / "receipt.json").write_text('{"source"')
        case "size":
            (raw / "orval.csv").write_bytes(b"x")
        case "file":
            (raw / "orval.csv").unlink()
    report = orval.build()
    (state,) = [state for state in report.sources if state.source == "subventions"]
    assert state.etat == "gardee"
    assert "leviers fetch subventions" in state.message
    assert orval.fetch("subventions")["subventions"].etat == "nouveau"
    assert states(orval.build())["subventions"] == "reprise"  # the same bytes are back


def test_a_raw_file_that_does_not_open_is_the_trouble_of_its_source_only(orval):
    file = orval.deliver("subventions", "orval.csv", b"x")
    file.unlink()
    file.symlink_to(file)  # opens for nobody, not even root
    report = orval.build()
    assert states(report) == {code: "gardee" if code == "subventions" else "reprise" for code in PLACES}


def test_a_parquet_damaged_in_the_middle_is_refused(orval):
    content = bytearray(sample("sirene", "sample-StockUniteLegale.parquet"))
    content[4:200] = b"\xff" * 196
    orval.deliver("sirene", "StockUniteLegale_utf8.parquet", bytes(content))
    report = orval.build()
    (state,) = [state for state in report.sources if state.source == "sirene"]
    assert state.etat == "gardee"
    assert "« StockUniteLegale_utf8.parquet » ne peut pas être lu" in state.message


BAD_CELLS = [
    ("2024-01-01", "99999905500018", "NC", "non-communique"),
    ("2024-01-02", "99999905500018", "0,125", "plus-de-deux-decimales"),
    ("2024-01-03", "99999905500018", "-250,00", None),
    ("0001-01-01", "99999905500018", "1", "date-hors-bornes"),
    ("31/02/2023", "99999905500018", "2", "date-impossible"),
    ("2024-01-06", "9,99999E+13", "3", "notation-scientifique"),
    ("2024-01-07", "99999905500018", "4\0", None),
]


def test_bad_cells_go_through_the_chain_counted_and_no_row_is_lost(orval):
    """One file with every bad cell, two encodings, a cell of a million signs and a header given twice."""
    rows = [
        f"Orval;99999901400015;{day};Ami;{siret};Été;{montant};Hiver\n"
        for day, siret, montant, _ in BAD_CELLS
    ]
    long = f"Orval;99999901400015;2024-01-08;Ami;99999905500018;{'x' * 10**6};5;\n"
    content = (HEADER + "".join(rows)).encode() + (rows[2].replace("-250", "-251") + long).encode("cp1252")
    orval.deliver("subventions", "orval.csv", content)
    report = orval.build()
    (state,) = [state for state in report.sources if state.source == "subventions"]
    assert (state.etat, state.lignes_lues, state.lignes_rejetees) == ("lue", 9, 0)
    said = json.loads((orval.home / "staged/subventions/rapport.json").read_text())
    reasons = {reason for column in said["cellules"].values() for reason in column}
    assert reasons == {reason for *_, reason in BAD_CELLS if reason} | {
        "cellule-trop-longue",
        "colonne-en-double",
    }
    assert (said["fichiers"]["orval.csv"]["octets_nuls"], said["fichiers"]["orval.csv"]["lignes_cp1252"]) == (
        1,
        1,
    )
    assert orval.rows("select count(*), count(montant_eur), count(objet) from facts.subventions") == [
        (9, 8, 8)
    ]
    doubts = "select montant_eur::double from facts.subventions where montant_douteux = 'negatif' order by 1"
    assert orval.rows(doubts) == [(-251,), (-250,)]


def test_a_bad_page_at_fetch_keeps_the_last_delivery_and_the_build(orval):
    orval.put("subventions/orval.csv", HTML)
    outcome = orval.fetch("subventions")["subventions"]
    assert (outcome.etat, "page web" in outcome.message) == ("echec", True)
    report = orval.build()
    assert (states(report)["subventions"], report.est_nouveau) == ("reprise", False)
