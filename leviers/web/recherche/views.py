"""One box over everything, and its twin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.search import everything
from leviers.search.everything import Answer
from leviers.web.answers import depends_on_builds, json_answer
from leviers.web.recherche.page import Page, as_object


@require_safe
@depends_on_builds
def search_everything(request: HttpRequest) -> HttpResponse:
    """Results by genre, or one genre page by page; without words, the box and some words to try."""
    return render(request, "recherche/recherche.html", {"page": Page(_search(request))})


@require_safe
@depends_on_builds
def search_json(request: HttpRequest) -> HttpResponse:
    """The same results as data."""
    return json_answer(as_object(_search(request)))


def _search(request: HttpRequest) -> Answer:
    """What an address asks; a page that is no number is the first one."""
    page = request.GET.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 1
    return everything.search_everything(
        request.GET.get("q", ""), genre=request.GET.get("genre", ""), page=number
    )
