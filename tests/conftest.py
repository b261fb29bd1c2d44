"""Fixtures shared by every test: the embedded catalogue, and `mini`, a catalogue one can hold in mind."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from leviers.accounts import roles
from leviers.accounts.models import Personne
from leviers.catalogue import models, published
from leviers.catalogue.facts import read_facts
from leviers.catalogue.load import load_facts, publish_payload
from leviers.catalogue.payload import fingerprint
from leviers.cli.commands import collect
from leviers.cli.main import main
from leviers.evidence import accord, declarations, rapprochements, states
from leviers.participation.articles.publies import list_articles
from leviers.reference import territoires
from leviers.search import network
from tests.once import make_once
from tests.site import Site, find_free_port

pytest_plugins = ["tests.mirror", "tests.reviewing", "tests.sondage"]


def pytest_configure() -> None:
    """Passwords of tests need no slow digest."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


PREPARED = "http://127.0.0.1:8000"
LONG = ("tests/journeys/", "tests/bin/", "tests/survey/test_faults.py", "tests/warehouse/", "tests/cli/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that last go first, in the order that was drawn: or one worker ends long after the other."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture(scope="session")
def collected() -> None:
    """Styles, fonts and scripts are collected once for all tests."""
    collect()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, collected: None) -> None:
    """The test database holds the embedded facts, loaded once."""
    with django_db_blocker.unblock():
        roles.ensure_roles()
        load_facts(read_facts())
        _embedded.append(published.current())


_embedded: list[published.Published] = []


@pytest.fixture(autouse=True)
def _fresh_reading() -> Iterator[None]:
    """A rolled back transaction takes the version back too: only the embedded catalogue is still known."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    published.forget(back_to=_embedded[0] if _embedded else None)
    for read in (states, accord, rapprochements, declarations, network):
        read.forget()


@pytest.fixture
def catalogue(db: None) -> published.Published:
    """The embedded catalogue as published, read once for all tests, and once what answers declare."""
    declarations.current(published.read_version())
    read = published.current()
    list_articles(read)
    return read


class Mini:
    """Builds a catalogue of a few invented démarches; everything else is removed for the test."""

    def __init__(self) -> None:
        for model in (
            models.Signalement,
            models.DemarcheLevier,
            models.Source,
            models.Chiffre,
            models.Demarche,
            models.Repere,
            models.Levier,
            models.Chargement,
        ):
            model.objects.all()._raw_delete("default")
        models.Etat.bump()

    def demarche(
        self, name: str, metropole: str = "nantes", leviers: str = "spaser", **given: Any
    ) -> models.Demarche:
        """A published démarche with one source; `leviers` are codes separated by spaces."""
        payload = {
            "id": f"{metropole}-{name}",
            "territoire_siren": territoires.index_by_slug()[metropole].siren,
            "titre": f"Démarche {name}",
            "champ": "achats-responsables",
            "levier": "",
            "description": f"Description de {name}.",
            "annee_debut": 2024,
            "annee_fin": None,
            "statut": "en cours",
            "montant_eur": None,
            "montant_precision": "",
            "confiance": "haute",
            "leviers": leviers.split(),
            "partenaires": [],
            "chiffres": [],
            "sources": [
                {
                    "url": f"https://exemple.invalid/{name}",
                    "titre": f"Page {name}",
                    "editeur": "Orval",
                    "date": "2024",
                }
            ],
            **given,
        }
        publish_payload(demarche := models.Demarche(), payload, fingerprint(payload))
        return demarche

    def repere(self, cle: str, valeur: str, metropole: str = "nantes", **given: Any) -> models.Repere:
        """A published repère; a number unless told otherwise."""
        payload = {
            "id": f"{metropole}-{cle}",
            "territoire_siren": territoires.index_by_slug()[metropole].siren,
            "cle": cle,
            "libelle": f"Repère {cle}",
            "genre": "nombre",
            "valeur": valeur,
            "unite": "structures",
            "annee": 2024,
            "precision": "",
            "calcul": "",
            "source_url": "https://exemple.invalid/repere",
            "source_titre": "Page des repères",
            "source_editeur": "Orval",
            "source_date": "2024",
            **given,
        }
        publish_payload(repere := models.Repere(), payload, fingerprint(payload))
        return repere


@pytest.fixture
def mini(db: None) -> Mini:
    """An empty catalogue, to be filled by the test."""
    return Mini()


@pytest.fixture
def editor(db: None) -> Personne:
    """Somebody who writes."""
    roles.create_example("ada", roles.EDITION, "une-phrase-de-passe")
    return Personne.objects.get(username="ada")


@pytest.fixture
def reviewer(db: None) -> Personne:
    """Somebody who approves."""
    roles.create_example("bertille", roles.RELECTURE, "une-phrase-de-passe")
    return Personne.objects.get(username="bertille")


@pytest.fixture
def home() -> Any:
    """Folder of the installation under test."""
    return settings.HOME


@pytest.fixture
def leviers_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str]]:
    """Runs `leviers …` in this process; its exit code and all it printed."""

    def run(*words: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["leviers", *words])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        return code, "".join(capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def site(prepared: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as `bin/demo` would serve it. Read it, do not write to it: every journey shares it."""
    served = Site(f"http://127.0.0.1:{find_free_port()}", tmp_path_factory.mktemp("site"))
    prepared.copy_to(served)
    with served.serve():
        yield served


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, collected: None) -> Site:
    """A site prepared once for all workers, which nobody serves: it is only copied."""

    def make(draft: Path) -> None:
        made = Site(PREPARED, draft)
        made.prepare()
        made.lay("tests.dessiner")

    return Site(PREPARED, make_once(tmp_path_factory, "site", make))


@pytest.fixture
def own_site(prepared: Site, tmp_path: Path) -> Iterator[Site]:
    """A copy of the site, to be written to."""
    served = Site(f"http://127.0.0.1:{find_free_port()}", tmp_path / "site")
    prepared.copy_to(served)
    with served.serve():
        yield served
