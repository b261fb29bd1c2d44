"""A whole build labelled in one call."""

import json

import duckdb
import pytest

from leviers.detection.label import label
from leviers.detection.lexicon import load_lexique


@pytest.fixture
def built(tmp_path):
    """The few columns of a build that detection reads."""
    connection = duckdb.connect()
    connection.execute("""
        create schema facts;
        create table facts.marches (marche_id varchar, objet varchar, est_reserve boolean,
            a_clause_sociale boolean, a_critere_social boolean);
        create table facts.titulaires (contrat_id varchar, titulaire_nom varchar, tiers_id varchar,
            est_actuel boolean);
        create table facts.tiers (tiers_id varchar, nom varchar, ess_motif varchar);
        create table facts.subventions (subvention_id varchar, objet varchar, beneficiaire_nom varchar);
        create table facts.deliberations (deliberation_id varchar, objet varchar);
        insert into facts.marches values
            ('m1', 'Travaux', true, null, null), ('m2', 'Entretien des espaces verts', false, true, false),
            ('m3', 'Nettoyage', null, null, null), ('m4', null, null, null, null);
        insert into facts.titulaires values
            ('m2', 'ORVAL VERT', 't1', true), ('m3', 'ESAT D''ORVAL', null, true),
            ('m3', 'PROPROR', null, true);
        insert into facts.tiers values ('t1', 'Orval vert', 'insertion');
        insert into facts.subventions values
            ('s1', 'Trophées ESS', 'LE FIL'), ('s2', 'Trophées ESS', 'LA TOILE'),
            ('s3', null, 'CRESS D''ORVAL');
        insert into facts.deliberations values ('d1', 'Adoption du SPASER'), ('d2', 'Plan de circulation');
    """)
    return connection


def test_it_works(built, tmp_path):
    file = tmp_path / "detections.parquet"
    assert label(built, file) == 7
    rows = duckdb.execute(
        "select fait_genre, fait_id, levier, couche from read_parquet(?) order by all", [str(file)]
    ).fetchall()
    assert rows == [
        ("deliberation", "d1", "spaser", "lexique"),
        ("marche", "m1", "marche-reserve-inclusif", "regle"),
        ("marche", "m2", "clause-sociale-insertion", "regle"),
        ("marche", "m2", "marche-reserve-inclusif", "regle"),
        ("subvention", "s1", "prix-trophees-ess", "lexique"),
        ("subvention", "s2", "prix-trophees-ess", "lexique"),
        ("subvention", "s3", "soutien-tetes-de-reseau", "lexique"),
    ]


def test_each_row_says_its_words_and_its_version(built, tmp_path):
    label(built, tmp_path / "detections.parquet")
    mots, version = duckdb.execute(
        "select mots, version from read_parquet(?) where fait_id = 'd1'",
        [str(tmp_path / "detections.parquet")],
    ).fetchone()
    assert json.loads(mots) == [{"champ": "objet", "debut": 12, "fin": 18, "texte": "SPASER"}]
    assert version == load_lexique().version


def test_several_holders_say_nothing_of_who_does_what(built, tmp_path):
    label(built, tmp_path / "detections.parquet")
    said = duckdb.execute(
        "select count(*) from read_parquet(?) where fait_id = 'm3'", [str(tmp_path / "detections.parquet")]
    ).fetchone()
    assert said == (0,)


def test_same_build_gives_the_same_rows_and_leaves_nothing_behind(built, tmp_path):
    for name in ("a", "b"):
        label(built, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    left = built.execute("select table_name from duckdb_tables() where schema_name = 'main'").fetchall()
    assert left == []
