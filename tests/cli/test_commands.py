"""Commands that prepare an installation: what is done is not done again, nothing is lost."""

import os
import stat

from django.conf import settings

from leviers.accounts.models import Personne
from leviers.cli import commands
from leviers.reference.home import read_secret_key


def test_sample_accounts_open_with_the_passwords_shown(db, leviers_command):
    said = leviers_command("accounts")[1]
    shown = dict(line.split() for line in said.splitlines() if line.startswith("  "))
    assert set(shown) == {"edition", "relecture", "enquetes", "controle", "contribution", "animation"}
    for name, password in shown.items():
        assert Personne.objects.get(username=name).check_password(password)
        assert len(password) >= 12


def test_a_second_run_shows_the_same_passwords(db, leviers_command):
    assert leviers_command("accounts")[1] == leviers_command("accounts")[1]


def test_a_password_changed_since_is_not_shown(db, leviers_command):
    leviers_command("accounts")
    person = Personne.objects.get(username="edition")
    person.set_password("un tout autre secret")
    person.save()
    assert "edition      (mot de passe changé depuis)" in leviers_command("accounts")[1]


def test_passwords_are_readable_by_their_owner_only(db, leviers_command, home):
    leviers_command("accounts")
    assert stat.S_IMODE((home / "comptes-exemple.txt").stat().st_mode) == 0o600


def test_the_doctor_says_that_all_is_well(catalogue, leviers_command):
    code, said = leviers_command("doctor")
    assert code == 0
    assert "Démarches publiées : 379 ; leviers : 50" in said
    assert "Tout est en ordre." in said


def test_the_doctor_says_what_to_do_with_an_empty_catalogue(mini, leviers_command):
    code, said = leviers_command("doctor")
    assert code == 1
    assert "Lancez « leviers load »." in said


def test_collecting_twice_collects_once(collected, monkeypatch):
    monkeypatch.setattr(commands, "call_command", lambda *words, **options: 1 / 0)
    commands.collect()


def test_collecting_cut_short_starts_again_from_nothing(collected, monkeypatch, home):
    asked = []
    monkeypatch.setattr(commands, "call_command", lambda *words, **options: asked.append(options["clear"]))
    (home / "charte.txt").write_text("en cours", encoding="ascii")
    commands.collect()
    assert asked == [True]
    assert len((home / "charte.txt").read_text(encoding="ascii")) == 32  # a digest, no longer "en cours"


def test_the_sheet_is_flat_and_named_by_its_content(collected):
    static = settings.STATIC_ROOT / "kit"
    sheet = next(static.glob("kit.????????????.css"))
    text = sheet.read_text(encoding="utf-8")
    assert "@import" not in text
    assert "--accent" in text  # tokens.css
    assert sheet.with_name(f"{sheet.name}.br").exists()


def test_a_secret_key_is_drawn_once(tmp_path, monkeypatch):
    monkeypatch.delenv("LEVIERS_SECRET_KEY", raising=False)
    key = read_secret_key(tmp_path)
    assert len(key) > 50
    assert read_secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["secret_key"]


def test_a_secret_key_cut_short_is_drawn_again(tmp_path, monkeypatch):
    monkeypatch.delenv("LEVIERS_SECRET_KEY", raising=False)
    (tmp_path / "secret_key").touch()
    assert len(read_secret_key(tmp_path)) > 50
    assert os.listdir(tmp_path) == ["secret_key"]
