"""What every answer goes through: security headers, maintenance, and pages kept by version."""

import gzip
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from leviers.evidence.version import read_version
from leviers.web.typed import read_number

GetResponse = Callable[[HttpRequest], HttpResponse]

_STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
# The back office is Wagtail's: the scripts and styles it writes in place are started by catalogue/gestion.js.
_GESTION = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class ReaderAddress:
    """Behind a reverse proxy, the address of the reader is the last one that the proxy wrote.

    Only believed when the site is said to be in https, which means that a proxy stands before it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        written = request.headers.get("X-Forwarded-For", "")
        if settings.IS_HTTPS and written:
            request.META["REMOTE_ADDR"] = written.rpartition(",")[2].strip()
        return self.get_response(request)


class BodyCeiling:
    """What no form of the site takes is refused before anything of it is kept, on disk or in memory.

    A body that is not too long to be read is let go by, so that the browser hears the refusal.
    """

    largest = 100_000_000  # bytes: a section of a survey may hold ten pieces of 10 MB
    let_go = 300_000_000
    piece = 1 << 16

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = read_number(request.META.get("CONTENT_LENGTH") or "") or 0
        if length <= self.largest:
            return self.get_response(request)
        left = length if length <= self.let_go else 0
        while left > 0 and (read := request.META["wsgi.input"].read(min(left, self.piece))):
            left -= len(read)
        megas = self.largest // 1_000_000
        context = {
            "status": 413,
            "titre": "Cet envoi est trop lourd",
            "texte": f"Rien n’en est gardé : le site prend {megas} Mo au plus à la fois. Revenez à la page "
            "précédente, allégez le fichier, ou donnez plutôt l’adresse d’une page qui le montre.",
        }
        return render(request, "pages/erreur.html", context, status=413)


class SecurityHeaders:
    """Content policy and its companions on every answer, errors and static files included."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_gestion = request.path.startswith("/gestion/")
        response.headers.setdefault("Content-Security-Policy", _GESTION if is_gestion else _STRICT)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if settings.SECURE_HSTS_SECONDS:
            response.headers.setdefault(
                "Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}"
            )
        return response


class Maintenance:
    """While the file `maintenance` stands in the home, readers get one page that says so."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (settings.HOME / "maintenance").exists() or request.path == "/sante":
            return self.get_response(request)
        response = render(request, "pages/maintenance.html", status=503)
        response.headers["Retry-After"] = "600"
        return response


class PublishedPages:
    """Public pages depend on the address, the catalogue, the reviews and the builds: keep the last ones made.

    A view says that its page is such with the decorator `depends_on_catalogue`; what comes back is
    kept compressed in memory (bounded) and named by an ETag, so that a reader who has it receives 304.
    It holds no secret, so that it is compressed here, without the random bytes that Django would add.
    """

    budget = 48_000_000  # bytes kept in one process; the pages least asked for leave first
    largest = 1_000_000  # bytes; a larger answer is made anew each time

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self._pages: OrderedDict[str, tuple[str, dict[str, str], bytes]] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.path.startswith(("/gestion/", "/sante")):
            return self.get_response(request)
        encoding = "gzip" if "gzip" in request.headers.get("Accept-Encoding", "") else ""
        key = f"{encoding} {request.get_host()}{request.get_full_path()}"
        version = read_version()
        kept = self._find(key, version)
        if kept:
            return self._answer(request, *kept)
        response = self.get_response(request)
        if response.status_code == 200 and getattr(response, "depends_on_catalogue", False):
            patch_vary_headers(response, ("Accept-Encoding",))
            if encoding:
                _compress(response)
            self._keep(key, version, response)
            return self._answer(request, dict(response.headers), response.content)
        return response

    def _find(self, key: str, version: str) -> tuple[dict[str, str], bytes] | None:
        with self._lock:
            kept = self._pages.get(key)
            if not kept or kept[0] != version:
                return None
            self._pages.move_to_end(key)
            return kept[1], kept[2]

    def _keep(self, key: str, version: str, response: HttpResponse) -> None:
        if len(response.content) > self.largest:
            return
        with self._lock:
            self._forget(key)
            self._pages[key] = (version, dict(response.headers), response.content)
            self._weight += len(response.content)
            while self._weight > self.budget:
                self._forget(next(iter(self._pages)))

    def _forget(self, key: str) -> None:
        kept = self._pages.pop(key, None)
        if kept:
            self._weight -= len(kept[2])

    def _answer(self, request: HttpRequest, headers: dict[str, str], content: bytes) -> HttpResponse:
        asked = request.headers.get("If-None-Match", "")
        if asked.removeprefix("W/") == headers["ETag"].removeprefix("W/"):
            response: HttpResponse = HttpResponseNotModified()
            response.headers["ETag"] = headers["ETag"]
            return response
        return HttpResponse(b"" if request.method == "HEAD" else content, headers=headers)


def _compress(response: HttpResponse) -> None:
    """A page as small as can be; a large file of data three times sooner, for a fourteenth more weight."""
    level = 6 if len(response.content) < 250_000 else 4
    response.content = gzip.compress(response.content, level, mtime=0)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))
    response.headers["ETag"] = f"W/{response.headers['ETag']}"
