"""Addresses of the API. Identifiers of records come with the converter that the pages use too."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, register_converter
from django.urls.converters import get_converters

from leviers.api import problems
from leviers.api.answers import TYPE
from leviers.api.document import write_document
from leviers.api.v1 import api
from leviers.evidence.identifiers import FaitConverter

if "fait" not in get_converters():
    register_converter(FaitConverter, "fait")


def show_openapi(_request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return HttpResponse(write_document(), content_type=TYPE)


def find_nothing(_request: HttpRequest, **_parts: str) -> HttpResponse:
    """No resource has this address."""
    return problems.answer_status(404, {})


urlpatterns = [
    path("openapi.json", show_openapi),
    path("", api.urls),
    path("<path:rest>", find_nothing),
]
