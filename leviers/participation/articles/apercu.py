"""The preview of an article: drawn by the pages, which stand above; they say here how."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

_draw: list[Callable[[HttpRequest, Any], HttpResponse]] = []


def register(draw_article: Callable[[HttpRequest, Any], HttpResponse]) -> None:
    """Say once, when the site starts, how an article that readers do not see yet is drawn."""
    _draw[:] = [draw_article]


def draw(request: HttpRequest, article: Any) -> HttpResponse:
    """The article as readers would see it."""
    return _draw[0](request, article)
