"""What every answer of the API goes through: pace, methods, version, other origins, shape of errors."""

from collections.abc import Callable
from hashlib import blake2b
from importlib.metadata import version

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from leviers.api import problems
from leviers.api.limits import PACE, WINDOW, Verdict
from leviers.api.problems import Refusal
from leviers.evidence.version import read_version

ROOT = "/api/v1/"
ALLOW = "GET, HEAD, OPTIONS"
_EXPOSED = "ETag, RateLimit, RateLimit-Policy, Retry-After"
_SOFTWARE = version("leviers")
GetResponse = Callable[[HttpRequest], HttpResponse]


class ApiDoor:
    """Middleware of the addresses under /api/v1/; nothing is done to the others.

    A reader who has an answer of the version in force receives 304 before anything is computed. The name of
    an answer is made of its address and of the version, so that only who received it can ask so.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        verdict = PACE.take(request.META.get("REMOTE_ADDR", ""), settings.API_PER_MINUTE)
        response = self._answer(request, verdict)
        _say_pace(response, verdict)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        return response

    def _answer(self, request: HttpRequest, verdict: Verdict) -> HttpResponse:
        if not verdict.is_allowed:
            detail = f"Cette adresse a envoyé ses {verdict.limit} demandes de la minute."
            return problems.answer_refusal(Refusal("trop-de-demandes", detail))
        if request.method == "OPTIONS":
            return _answer_preflight()
        if request.method not in ("GET", "HEAD"):
            return problems.answer_status(405, {"Allow": ALLOW})
        try:
            etag = _name(request)
        except DatabaseError:
            return problems.answer_status(503, {"Retry-After": "10"})
        asked = [one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))]
        return _name_answer(HttpResponseNotModified(), etag) if etag in asked else self._read(request, etag)

    def _read(self, request: HttpRequest, etag: str) -> HttpResponse:
        is_head = request.method == "HEAD"
        request.method = "GET"  # an answer to HEAD is that to GET without its body
        response = self.get_response(request)
        if response.status_code == 200:
            _name_answer(response, etag)
        elif response.status_code >= 400 and response.headers.get("Content-Type") != problems.TYPE:
            response = problems.answer_status(response.status_code, response.headers)
        if is_head:
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
        return response


def _name(request: HttpRequest) -> str:
    text = f"{_SOFTWARE} {read_version()} {request.get_full_path()}"
    return f'"{blake2b(text.encode(), digest_size=12).hexdigest()}"'


def _name_answer(response: HttpResponse, etag: str) -> HttpResponse:
    is_compressed = response.headers.get("Content-Encoding")
    response.headers["ETag"] = f"W/{etag}" if is_compressed else etag
    response.headers["Cache-Control"] = "no-cache"
    return response


def _answer_preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response.headers["Allow"] = ALLOW
    response.headers["Access-Control-Allow-Methods"] = ALLOW
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _say_pace(response: HttpResponse, verdict: Verdict) -> None:
    response.headers["RateLimit-Policy"] = f'"adresse";q={verdict.limit};w={WINDOW}'
    response.headers["RateLimit"] = f'"adresse";r={verdict.remaining};t={verdict.reset}'
    if not verdict.is_allowed:
        response.headers["Retry-After"] = str(verdict.reset)
