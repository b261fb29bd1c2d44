"""The command line speaks French, and never shows a trace for what a person can repair."""

import subprocess
import sys

import pytest

from leviers.cli.main import COMMANDS


def test_it_works(leviers_command):
    code, said = leviers_command("--help")
    assert code == 0
    assert [command for command in COMMANDS if command not in said] == []
    assert "tick" not in said  # only the server runs it


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["bidule"], "Commande inconnue « bidule »."),
        (["serve", "--porte", "80"], "Option inconnue « --porte »."),
        (["serve", "--port", "abc"], "Valeur refusée « abc » pour --port."),
        (["doctor", "tout"], "Mot de trop : « tout »."),
    ],
)
def test_a_wrong_line_is_explained_in_french(leviers_command, words, message):
    code, said = leviers_command(*words)
    assert code == 2
    assert message in " ".join(said.split())
    assert "leviers --help" in said


def test_the_version_is_that_of_the_package(leviers_command):
    assert leviers_command("--version")[1].strip().startswith("0.")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help(leviers_command, command):
    code, said = leviers_command(command, "--help")
    assert code == 0
    assert f"leviers {command}" in said


def test_a_portrait_starts_without_the_back_office_nor_what_draws():
    heavy = "altair, pyxform, openpyxl, sqlglot, wagtail.admin.urls, config.urls".split(", ")
    program = (
        "import sys, leviers.cli.main as main; sys.argv[1:] = ['publish', '--help']\n"
        "try: main.main()\nexcept SystemExit: pass\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "--metropole" in told.stdout
    assert told.stdout.splitlines()[-1] == "[]"
