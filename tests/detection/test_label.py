"""A whole build labelled in one call."""

import json

import duckdb
import pytest

from leviers.detection.label import FAITS, label_table
from leviers.detection.lexicon import load_lexique


@pytest.fixture
def built():
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


def find(connection, columns, fait=""):
    """What detection says of every fait, or of one."""
    label_table(connection, FAITS, into="trouve")
    where = f" where id = '{fait}'" if fait else ""
    return connection.execute(f"select {columns} from trouve{where} order by genre, id, levier").fetchall()


def test_it_works(built):
    assert find(built, "genre, id, levier, couche") == [
        ("deliberation", "d1", "spaser", "lexique"),
        ("marche", "m1", "marche-reserve-inclusif", "regle"),
        ("marche", "m2", "clause-sociale-insertion", "regle"),
        ("marche", "m2", "marche-reserve-inclusif", "regle"),
        ("subvention", "s1", "prix-trophees-ess", "lexique"),
        ("subvention", "s2", "prix-trophees-ess", "lexique"),
        ("subvention", "s3", "soutien-tetes-de-reseau", "lexique"),
    ]


def test_each_row_says_its_words_and_its_version(built):
    ((mots, version),) = find(built, "mots, version", "d1")
    assert json.loads(mots) == [{"champ": "objet", "debut": 12, "fin": 18, "texte": "SPASER"}]
    assert version == load_lexique().version


def test_several_holders_say_nothing_of_who_does_what(built):
    assert find(built, "levier", "m3") == []


def test_same_build_gives_the_same_rows_and_leaves_nothing_behind(built):
    assert find(built, "*") == find(built, "*")
    left = built.execute("select table_name from duckdb_tables() where schema_name = 'main'").fetchall()
    assert left == [("trouve",)]
