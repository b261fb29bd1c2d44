"""A database that is not ours, of another age, or damaged: said in French, and not a byte of it changed."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest


@pytest.fixture
def prepare(tmp_path):
    """Runs `leviers prepare` on a home whose database the test wrote; its exit code and what it said."""

    def run():
        done = subprocess.run(
            [sys.executable, "-m", "leviers.cli.main", "prepare"],
            env=os.environ | {"LEVIERS_HOME": str(tmp_path), "DATABASE_URL": ""},
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr

    return run


def write_tables(file, *statements):
    with closing(sqlite3.connect(file)) as base:
        for statement in statements:
            base.execute(statement)
        base.commit()


MIGRATIONS = "create table django_migrations (id integer primary key, app text, name text, applied text)"


def applied(app, name):
    return f"insert into django_migrations (app, name, applied) values ('{app}', '{name}', '2030-01-01')"


def spoil_text(file):
    file.write_text("ceci n’est pas une base", encoding="utf-8")


def spoil_other(file):
    write_tables(file, "create table clients (id integer)")


def spoil_other_django(file):
    write_tables(file, MIGRATIONS, applied("contenttypes", "0001_initial"), applied("blog", "0001_initial"))


def spoil_later(file):
    write_tables(file, MIGRATIONS, applied("catalogue", "0099_plus_tard"))


def spoil_truncated(file):
    rows = [f"insert into clients values ({number})" for number in range(3000)]
    write_tables(file, "create table clients (id integer)", *rows)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


@pytest.mark.parametrize(
    ("spoil", "message", "advice"),
    [
        (spoil_text, "file is not a database", "déplacez ce fichier"),
        (spoil_other, "n’est pas une base de Leviers", "déplacez ce fichier"),
        (spoil_other_django, "n’est pas une base de Leviers", "déplacez ce fichier"),
        (spoil_later, "vient d’une version plus récente de Leviers", "Mettez le programme à jour"),
        (spoil_truncated, "malformed", "Restaurez une sauvegarde"),
    ],
)
def test_a_base_that_cannot_serve_is_refused_and_kept(prepare, tmp_path, spoil, message, advice):
    file = tmp_path / "leviers.sqlite3"
    spoil(file)
    before = file.read_bytes()
    code, said = prepare()
    assert code == 1
    assert message in said
    assert advice in said
    assert "Traceback" not in said
    assert file.read_bytes() == before


def test_a_folder_in_the_place_of_the_base_is_said(prepare, tmp_path):
    (tmp_path / "leviers.sqlite3").mkdir()
    code, said = prepare()
    assert code == 1
    assert "leviers.sqlite3 » est un dossier." in said
    assert "Déplacez-le" in said
    assert "Traceback" not in said


def test_a_home_that_cannot_be_written_is_said(prepare, tmp_path, monkeypatch):
    monkeypatch.setenv("LEVIERS_HOME", "/proc/leviers")
    done = subprocess.run(
        [sys.executable, "-m", "leviers.cli.main", "prepare"], env=os.environ, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "Impossible d’écrire dans le dossier « /proc/leviers »." in done.stderr
    assert "Traceback" not in done.stderr
