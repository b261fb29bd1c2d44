"""One shape for every error, in French, with what to do."""

import pytest
from django.db import OperationalError

from leviers.api.problems import KINDS
from leviers.catalogue import published

KEYS = {"type", "title", "status", "detail", "aide", "parametres"}


def _refusal(client, path, status, **more):
    response = client.get(path, **more)
    assert response.status_code == status, path
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert set(problem) == KEYS
    assert problem["status"] == status
    assert problem["type"].rpartition("#")[2] in KINDS
    assert all(problem[name] for name in ("title", "detail", "aide"))
    return problem


@pytest.mark.parametrize(
    ("query", "nom", "proches"),
    [
        ("metropole=nantes", "metropole", ["territoire"]),
        ("teritoire=nantes", "teritoire", ["territoire"]),
        ("limit=3", "limit", ["limite"]),
        ("territoire=nante", "territoire", ["nantes"]),
        ("niveau=docummente", "niveau", ["documente"]),
        ("limite=0", "limite", []),
        ("limite=201", "limite", []),
        ("limite=beaucoup", "limite", []),
        ("limite=1&limite=2", "limite", []),
        ("curseur=", "curseur", []),
        ("curseur=%C3%A9", "curseur", []),
    ],
)
def test_a_bad_parameter_is_named_with_what_looks_like_it(client, catalogue, query, nom, proches):
    problem = _refusal(client, f"/api/v1/usages?{query}", 400)
    refused = problem["parametres"][0]
    assert refused["nom"] == nom
    assert refused["proches"][: len(proches)] == proches
    assert refused["message"] in problem["detail"]


def test_every_bad_parameter_is_said_at_once(client, catalogue):
    problem = _refusal(client, "/api/v1/usages?limite=0&niveau=parfait", 400)
    assert [one["nom"] for one in problem["parametres"]] == ["limite", "niveau"]


def test_an_element_takes_no_parameter(client, catalogue):
    assert "pas de paramètre" in _refusal(client, "/api/v1/leviers/spaser?champ=x", 400)["detail"]


def test_a_wrong_value_is_shown_cut(client, catalogue):
    problem = _refusal(client, f"/api/v1/usages?territoire={'x' * 3000}", 400)
    assert problem["parametres"][0]["valeur"] == "x" * 80


@pytest.mark.parametrize(
    "path", ["/api/v1/rien", "/api/v1/leviers/", "/api/v1/marches/~zz", "/api/v1/leviers/a/b", "/api/v1//"]
)
def test_an_address_without_anything_is_a_problem_too(client, catalogue, path):
    _refusal(client, path, 404)


@pytest.mark.parametrize("cursor", ["ffffffff__20", "n-importe-quoi", "~41", "0000000000aa__3"])
def test_a_cursor_of_another_build_is_refused_and_never_begins_again(client, catalogue, both, cursor):
    assert "reprenez" in _refusal(client, f"/api/v1/marches?curseur={cursor}", 409)["aide"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_is_written_here(client, catalogue, method):
    response = getattr(client, method)("/api/v1/leviers")
    assert (response.status_code, response.json()["status"]) == (405, 405)
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_a_strange_host_receives_a_problem(client, catalogue):
    _refusal(client, "/api/v1/leviers", 400, headers={"host": "ailleurs.invalid"})


def test_maintenance_is_a_problem_with_a_time(client, catalogue, settings, tmp_path):
    settings.HOME = tmp_path
    (tmp_path / "maintenance").touch()
    problem = client.get("/api/v1/leviers")
    assert (problem.status_code, problem.json()["status"]) == (503, 503)
    assert problem.headers["Retry-After"] == "600"


def test_a_database_away_is_a_problem_with_a_time(client, catalogue, monkeypatch):
    def fail():
        raise OperationalError("la base ne répond pas")

    monkeypatch.setattr(published, "read_counters", fail)
    problem = client.get("/api/v1/leviers")
    assert (problem.status_code, problem.headers["Retry-After"]) == (503, "10")


def test_our_own_fault_shows_no_trace(client, catalogue, monkeypatch):
    def fail(*_given):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("leviers.api.leviers.list_leviers", fail)
    client.raise_request_exception = False
    problem = client.get("/api/v1/leviers")
    assert (problem.status_code, problem.headers["Content-Type"]) == (500, "application/problem+json")
    assert "secret" not in problem.content.decode()
