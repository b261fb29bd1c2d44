"""Documents under test: words, commands, decisions, licences."""

import dataclasses
import re
import tomllib

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from leviers.catalogue import published
from leviers.cli.main import COMMANDS
from leviers.evidence import niveaux, usages
from leviers.reference import territoires, typologie
from tests.house.files import ROOT, list_files, name

PUBLISHED = (
    published.Published,
    published.Demarche,
    published.Repere,
    published.Levier,
    published.Source,
    published.Chiffre,
    usages.Usage,
    niveaux.Niveau,
    territoires.Metropole,
    typologie.Champ,
    typologie.Levier,
)
TECHNICAL_WORDS = {"robots", "sitemap", "favicon", "static"}


def _glossary():
    text = (ROOT / "docs" / "glossaire.md").read_text(encoding="utf-8")
    return set(re.findall(r"`([^`]+)`", text))


def test_every_published_word_is_in_the_glossary():
    words = {field.name for kind in PUBLISHED for field in dataclasses.fields(kind)}
    words |= {kind.__name__ for kind in PUBLISHED}
    assert words - _glossary() == set()


def test_every_model_is_in_the_glossary():
    ours = [config for config in apps.get_app_configs() if config.name.startswith("leviers.")]
    assert {model.__name__ for config in ours for model in config.get_models()} - _glossary() == set()


def test_every_first_word_of_an_address_is_in_the_glossary():
    words = {
        re.split(r"[/.]", str(pattern.pattern).lstrip("^"))[0] for pattern in _list_patterns(get_resolver())
    }
    assert words - _glossary() - TECHNICAL_WORDS - {""} == set()


def _list_patterns(resolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif isinstance(pattern, URLResolver):
            yield from _list_patterns(pattern) if not str(pattern.pattern) else [pattern]


def test_every_command_is_in_the_readme():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"`leviers {command}" not in text] == []


def test_every_variable_of_the_environment_is_in_the_readme():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    sources = "".join(
        path.read_text(encoding="utf-8") for path in list_files(".py", folders=("config", "leviers"))
    )
    read = set(re.findall(r'environ(?:\.get\(|\[)"([A-Z_]+)"', sources))
    assert {variable for variable in read if f"`{variable}`" not in text} == set()


def test_every_link_between_documents_leads_somewhere():
    broken = []
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8")):
            if "://" not in target and not (document.parent / target).exists():
                broken.append(f"{name(document)} → {target}")
    assert broken == []


def test_a_decision_is_short_and_says_context_decision_consequences():
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert len(text.split()) <= 300, f"{path.name} has {len(text.split())} words"
        assert re.findall(r"^## (\w+)", text, re.M) == ["Context", "Decision", "Consequences"], path.name
        assert text.startswith(f"# {path.name[:4]} "), path.name


def test_every_file_of_data_says_its_origin_date_and_licence():
    folders = [
        ROOT / "leviers" / package / "data"
        for package in (
            "accounts",
            "reference",
            "catalogue",
            "comparison",
            "detection",
            "evidence",
            "survey",
            "publication",
        )
    ]
    for folder in folders:
        origins = tomllib.loads((folder / "ORIGINES.toml").read_text(encoding="utf-8"))
        files = {path.name for path in folder.iterdir() if path.is_file()} - {"ORIGINES.toml"}
        assert files == set(origins), folder
        for entry, said in origins.items():
            assert all(said.get(word) for word in ("titre", "origine", "date", "licence")), entry
            assert re.fullmatch(r"\d{4}(-\d{2}){0,2}", said["date"]), entry


def test_every_vendored_folder_says_its_version_and_licence():
    folders = [path for path in (ROOT / "tests" / "vendor").iterdir() if path.is_dir()]
    assert folders
    for folder in folders:
        text = (folder / "ORIGINE.md").read_text(encoding="utf-8")
        assert re.search(r"Version : \d", text), folder
        assert "Licence : " in text, folder
        assert (folder / "LICENSE").exists(), folder


def test_every_font_is_in_the_page_of_licences():
    fonts = ROOT / "leviers" / "web" / "kit" / "static" / "kit" / "fonts"
    text = (fonts / "LICENCES.md").read_text(encoding="utf-8")
    assert [font.name for font in fonts.glob("*.woff2") if f"`{font.name}`" not in text] == []


def test_the_licences_are_there_in_full():
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "LICENCE OUVERTE" in (ROOT / "LICENCE-DONNEES.md").read_text(encoding="utf-8")
