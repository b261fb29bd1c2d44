"""The catalogue of sources: what each source.toml says, and each refusal."""

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest

from leviers.errors import Refused
from leviers.reference.siren import is_valid_siren
from leviers.sources.catalogue import FOLDER, Source, load_sources

CODES = "communes contours decp deliberations esat ess_france esus geiq siae sirene subventions tiers_lieux"
GOOD = """
code = "orval"
titre = "Données d’Orval"
editeur = "Orval Métropole"
page = "https://exemple.invalid/orval"
adresse_verifiee = false
licence = "Licence Ouverte 2.0"
rythme = "annuel"
format = "csv"
pieges = ["Les montants sont hors taxes."]
tables = ["marches"]

[[fichiers]]
miroir = "orval/*.csv*"
adresse = "https://exemple.invalid/a.csv"
nom = "a.csv"
format = "csv"
forme = "scdl"

[colonnes.scdl]
obligatoires = ["nom", "montant"]
facultatives = ["date"]

[colonnes.scdl.synonymes]
montant = ["montant_vote"]
"""


def write(folder: Path, text: str, code: str = "orval") -> Path:
    path = folder / code / "source.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def refuse(folder: Path, old: str, new: str) -> Refused:
    assert old in GOOD
    with pytest.raises(Refused) as caught:
        load_sources(write(folder, GOOD.replace(old, new)))
    return caught.value


def test_it_works(tmp_path: Path) -> None:
    source = load_sources(write(tmp_path, GOOD))["orval"]
    assert source.titre == "Données d’Orval"
    assert source.adresses == ("https://exemple.invalid/a.csv",)
    assert source.budget_pertes_pct == 2.0  # the default
    assert source.colonnes["scdl"].obligatoires == ("nom", "montant")
    assert source.colonnes["scdl"].synonymes == {"montant": ("montant_vote",)}
    assert source.dossier == tmp_path / "orval"


def test_a_declared_budget_is_kept(tmp_path: Path) -> None:
    text = GOOD.replace('format = "csv"\npieges', 'format = "csv"\nbudget_pertes_pct = 0.5\npieges')
    assert load_sources(write(tmp_path, text))["orval"].budget_pertes_pct == 0.5


def test_an_unknown_key_is_refused_with_file_line_and_advice(tmp_path: Path) -> None:
    error = refuse(tmp_path, 'rythme = "annuel"', 'rythme = "annuel"\nrhythme = "annuel"')
    (problem,) = error.problems
    assert (problem.file, problem.line) == ("orval/source.toml", 9)
    assert "clé inconnue « rhythme »" in problem.message
    assert "rythme" in problem.advice


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('nom = "a.csv"', 'nom = "a.csv"\nsha = "x"', "clé inconnue « sha » dans [fichiers]"),
        ("[colonnes.scdl]\n", '[colonnes.scdl]\nalias = "x"\n', "clé inconnue « alias » dans [colonnes]"),
        ('licence = "Licence Ouverte 2.0"\n', "", "« licence » manque"),
        ('licence = "Licence Ouverte 2.0"', "licence = 2", "« licence » manque ou n’est pas un texte"),
        ('titre = "Données d’Orval"', 'titre = " "', "« titre » manque"),
        ('code = "orval"', 'code = "orvil"', "le code n’est pas le nom du dossier"),
        ("adresse_verifiee = false\n", "", "« adresse_verifiee » manque"),
        ('pieges = ["Les montants sont hors taxes."]', 'pieges = "x"', "« pieges » manque"),
        ('tables = ["marches"]', "tables = [1]", "« tables » manque"),
        ('tables = ["marches"]', 'tables = ["marches"]\nbudget_pertes_pct = 101', "budget de pertes"),
        ('tables = ["marches"]', 'tables = ["marches"]\nbudget_pertes_pct = true', "budget de pertes"),
        (
            'rythme = "annuel"\nformat = "csv"',
            'rythme = "annuel"\nformat = "xlsx"',
            "format inconnu « xlsx »",
        ),
        ('format = "csv"\nforme', 'format = "ods"\nforme', "format inconnu « ods »"),
        ('forme = "scdl"', 'forme = "autre"', "forme sans colonnes « autre »"),
        ('miroir = "orval/*.csv*"', 'miroir = "../orval/*.csv"', "motif du miroir refusé"),
        ('miroir = "orval/*.csv*"', 'miroir = "/etc/*.csv"', "motif du miroir refusé"),
        ('miroir = "orval/*.csv*"', "miroir = 1", "n’est pas un texte"),
        ("https://exemple.invalid/a.csv", "http://exemple.invalid/a.csv", "adresse refusée"),
        ('nom = "a.csv"\n', "", "ne vont pas ensemble"),
        ('nom = "a.csv"', 'nom = "../a.csv"', "ne vont pas ensemble"),
        ('obligatoires = ["nom", "montant"]', "obligatoires = []", "aucune colonne obligatoire"),
        ('facultatives = ["date"]', 'facultatives = "date"', "« facultatives » de scdl"),
        ('montant = ["montant_vote"]', 'montan = ["montant_vote"]', "synonymes de « montan » refusés"),
        ('montant = ["montant_vote"]', 'montant = "montant_vote"', "synonymes de « montant » refusés"),
    ],
)
def test_each_defect_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    error = refuse(tmp_path, old, new)
    assert said in str(error)
    assert all(problem.file == "orval/source.toml" and problem.advice for problem in error.problems)


def test_a_file_neither_in_the_mirror_nor_online_is_refused(tmp_path: Path) -> None:
    gone = 'miroir = "orval/*.csv*"\nadresse = "https://exemple.invalid/a.csv"\nnom = "a.csv"\n'
    assert "ni dans le miroir ni à une adresse" in str(refuse(tmp_path, gone, ""))


@pytest.mark.parametrize("table", ["[[fichiers]]", "[colonnes.scdl]"])
def test_a_source_without_files_or_columns_is_refused(tmp_path: Path, table: str) -> None:
    head = GOOD.split("[[fichiers]]")[0]
    kept = "" if table == "[[fichiers]]" else GOOD.split("\n\n")[1]
    with pytest.raises(Refused):
        load_sources(write(tmp_path, head + "\n" + kept))


def test_what_is_not_toml_or_not_utf8_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "code = orval")
    write(tmp_path, "", code="autre").joinpath("autre/source.toml").write_bytes(b'titre = "\xe9"')
    with pytest.raises(Refused) as caught:
        load_sources(tmp_path)
    assert [(p.file, p.message) for p in caught.value.problems] == [
        ("autre/source.toml", "ce n’est pas du texte en UTF-8"),
        ("orval/source.toml", "ce n’est pas du TOML lisible"),
    ]


def test_the_twelve_sources_are_declared() -> None:
    assert list(load_sources()) == CODES.split()


@pytest.mark.parametrize("source", load_sources().values(), ids=lambda source: source.code)
def test_a_source_is_a_reviewed_document(source: Source) -> None:
    assert source.page.startswith("https://")
    assert source.adresse_verifiee is False  # nobody has tried them yet: the day somebody does, say it here
    assert source.pieges
    assert all(piege.endswith(".") for piege in source.pieges)
    assert source.tables
    names = [fichier.nom for fichier in source.fichiers if fichier.nom]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("source", load_sources().values(), ids=lambda source: source.code)
def test_a_sample_has_the_columns_its_source_requires(source: Source) -> None:
    samples = sorted(source.dossier.glob("sample*"))
    assert samples
    assert all(path.stat().st_size < 10_000 for path in samples)
    for path in samples:
        columns = read_columns(path)
        assert any(
            all({name, *forme.synonymes.get(name, ())} & columns for name in forme.obligatoires)
            for forme in source.colonnes.values()
        ), path.name


def test_the_samples_speak_of_orval_with_valid_numbers() -> None:
    text = (FOLDER / "decp" / "sample-2022.json").read_text(encoding="utf-8")
    marches = json.loads(text)["marches"]
    sirens = {marche["acheteur"]["id"][:9] for marche in marches["marche"]}
    sirens |= {row["titulaire"]["id"][:9] for marche in marches["marche"] for row in marche["titulaires"]}
    assert len(sirens) == 4
    assert all(is_valid_siren(siren) and siren.startswith("999999") for siren in sirens)


def read_columns(path: Path) -> set[str]:
    """Names of the columns of one sample, whatever its format."""
    if path.suffix == ".csv":
        text = path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode("cp1252")
        delimiter = ";" if ";" in text.split("\n")[0] else ","
        return set(next(csv.reader(text.splitlines(), delimiter=delimiter)))
    if path.suffix == ".parquet":
        rows = duckdb.execute("select name from parquet_schema(?)", [str(path)]).fetchall()
        return {str(name) for (name,) in rows}
    if path.suffix == ".xml":
        return {child.tag for child in ElementTree.parse(path).getroot()[0]}
    content = json.loads(path.read_text(encoding="utf-8"))
    if path.suffix == ".geojson":
        return set(content["features"][0]["properties"])
    marches = content["marches"]
    return set((marches["marche"] if isinstance(marches, dict) else marches)[0])
