"""The OpenAPI document: valid, whole, in French."""

import re

import pytest
from jsonschema_rs import meta
from pydantic import BaseModel

from leviers.api import actes, indicateurs, v1  # noqa: F401 (their shapes are read below)
from leviers.api.document import build_document
from leviers.api.v1 import RESSOURCES

FAULTS = re.compile(r"\w'\w|«\S|\S»")


@pytest.fixture(scope="module")
def document():
    """The document as an object."""
    return build_document()


def test_it_is_served_as_built(client, catalogue, document):
    response = client.get("/api/v1/openapi.json")
    assert response.json() == document
    assert document["openapi"].startswith("3.1")


def test_every_schema_is_one(document):
    for name, schema in document["components"]["schemas"].items():
        assert meta.is_valid({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}), name


def test_every_reference_leads_somewhere(document):
    for ref in re.findall(r"#/components/(\w+)/([\w.-]+)", str(document)):
        assert ref[1] in document["components"][ref[0]], ref


def test_every_resource_has_a_list_and_an_element(document):
    for nom in RESSOURCES:
        paths = [path for path in document["paths"] if path.split("/")[3] == nom]
        assert f"/api/v1/{nom}" in paths
        assert any("{" in path for path in paths), nom


def test_everything_is_described(document):
    for path, operations in document["paths"].items():
        assert set(operations) == {"get"}, path
        operation = operations["get"]
        assert operation["summary"]
        assert operation["description"], path
        for parameter in operation["parameters"]:
            assert parameter.get("description"), (path, parameter["name"])
    for name, schema in document["components"]["schemas"].items():
        for field, given in schema["properties"].items():
            assert given.get("description"), (name, field)


def test_what_it_says_is_written_in_french(document):
    assert FAULTS.findall(re.sub(r"`[^`]*`", "", str(_list_texts(document)))) == []


def _list_texts(value):
    if isinstance(value, dict):
        found = [value["description"]] if isinstance(value.get("description"), str) else []
        return found + [text for name, one in value.items() if name != "schemas" for text in _list_texts(one)]
    return [text for one in value for text in _list_texts(one)] if isinstance(value, list) else []


def test_two_shapes_never_share_a_name():
    shapes = [shape for shape in _list_shapes(BaseModel) if shape.__module__.startswith("leviers.api")]
    names = [s.__name__ for s in shapes if "[" not in s.__name__ and not s.__name__.startswith("Filtres")]
    assert sorted(names) == sorted(set(names))


def _list_shapes(shape):
    for child in shape.__subclasses__():
        yield child
        yield from _list_shapes(child)


def test_the_root_leads_to_every_resource(read, both):
    element = read("/api/v1/")["element"]
    assert [one["nom"] for one in element["ressources"]] == list(RESSOURCES)
    for one in element["ressources"]:
        assert read(one["adresse"])["licence"] == "Licence Ouverte 2.0"
    assert read(element["openapi"])["info"]["title"] == "Leviers"
