"""Addresses of the API, relative to /api/v1/."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from leviers.api import problems
from leviers.api.answers import TYPE
from leviers.api.document import write_document
from leviers.api.v1 import api


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
