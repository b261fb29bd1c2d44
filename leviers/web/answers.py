"""Shapes of answers shared by every page: HTML kept by version, JSON and CSV twins."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from hashlib import blake2b
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response

View = Callable[..., HttpResponse]
BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def depends_on_catalogue(view: View) -> View:
    """Mark a view whose answer depends on its address and on the catalogue alone, never on who asks."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            response.headers["ETag"] = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
            response.headers["Cache-Control"] = "no-cache"
            response.depends_on_catalogue = True  # type: ignore[attr-defined]
        return response

    return marked


def depends_on_builds(view: View) -> View:
    """Mark a view whose answer also depends on the builds: named by an ETag, made anew each time.

    There are too many of these addresses to keep: a robot that reads them all would push the others out.
    """

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or response.streaming:
            return response
        etag = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = "no-cache"
        answer = get_conditional_response(request, etag=etag, response=response)
        return response if answer is None else cast(HttpResponse, answer)

    return marked


def json_answer(content: dict[str, Any]) -> JsonResponse:
    """JSON in UTF-8, open to every reader; compact, since indenting takes ten times as long."""
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def csv_answer(name: str, columns: Sequence[str], lines: Iterable[str]) -> HttpResponse:
    """A CSV that spreadsheets open in French: UTF-8 with BOM, then lines written by `csv_line`."""
    content = "".join([BOM, csv_line(columns), *lines])
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def csv_line(row: Iterable[Any]) -> str:
    """One line: semicolons between cells, lists joined by " | ".

    A text that a spreadsheet would run as a formula is preceded by an apostrophe; a number never is.
    """
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerow([_cell(value) for value in row])
    return stream.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value).removesuffix(".0") if abs(value) < 1e16 else f"{value:.0f}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list | tuple):
        value = " | ".join(map(str, value))
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
