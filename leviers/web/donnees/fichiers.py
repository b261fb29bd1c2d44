"""A file of the bundle as an answer: ETag, 304, its compressed twin, one range of bytes."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from leviers.publication.donnees.fichiers import COMPRESSIBLE, Fichier

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_SHOWN = ("json", "jsonld", "ttl", "md", "SHA256SUMS")
"""Read in the browser; the others are saved, under a name that says where they come from."""
_BLOCK = 1 << 18


def send_file(request: HttpRequest, path: Path, fichier: Fichier) -> HttpResponseBase:
    """Send one file as it is on disk.

    Rule  bytes are never compressed on the way: texts have a twin ready, the others are compressed already
    """
    twin = path.with_name(f"{path.name}.gz")
    accepts = "gzip" in request.headers.get("Accept-Encoding", "") and "Range" not in request.headers
    request.META.pop("HTTP_ACCEPT_ENCODING", None)  # the middleware that compresses would lose the length
    is_twin = accepts and fichier.format in COMPRESSIBLE and twin.exists()
    etag = f'"{fichier.sha256[:32]}{"-gz" if is_twin else ""}"'
    kept = get_conditional_response(request, etag=etag)
    asked = _read_range(request, fichier.octets, etag)
    if kept is not None:
        response: HttpResponseBase = kept
    elif asked == ():
        response = HttpResponse(status=416)
        response.headers["Content-Range"] = f"bytes */{fichier.octets}"
    elif asked:
        response = _send_part(path, fichier, *asked)
    else:
        response = _send_whole(request, twin if is_twin else path, fichier)
        if is_twin:
            response.headers["Content-Encoding"] = "gzip"
    _dress(response, fichier, etag)
    return response


def _dress(response: HttpResponseBase, fichier: Fichier, etag: str) -> None:
    kind = "inline" if fichier.format in _SHOWN else "attachment"
    name = fichier.nom if fichier.nom.startswith("leviers") else f"leviers-{fichier.nom}"
    said = {
        "ETag": etag,
        "Cache-Control": "no-cache",
        "Accept-Ranges": "bytes",
        "Access-Control-Allow-Origin": "*",
        "Content-Disposition": f'{kind}; filename="{name}"',
        "Link": '</donnees/datapackage.json>; rel="describedby"',
    }
    for header, value in said.items():
        response.headers[header] = value
    patch_vary_headers(response, ("Accept-Encoding",))


def _read_range(request: HttpRequest, total: int, etag: str) -> tuple[int, int] | tuple[()] | None:
    """First and last byte asked for; None when the whole is wanted, an empty pair when it cannot be."""
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if not found or found[0] == "bytes=-" or request.headers.get("If-Range", etag) != etag:
        return None
    if not found[1]:
        length = min(int(found[2]), total)
        return (total - length, total - 1) if length else ()
    first, last = int(found[1]), min(int(found[2] or total), total - 1)
    return (first, last) if first <= last else ()


def _send_whole(request: HttpRequest, path: Path, fichier: Fichier) -> HttpResponseBase:
    """The file, or what would be said of it (HEAD)."""
    if request.method != "HEAD":
        return FileResponse(path.open("rb"), content_type=_say_type(fichier))
    response = HttpResponse(content_type=_say_type(fichier))
    response.headers["Content-Length"] = str(path.stat().st_size)
    return response


def _send_part(path: Path, fichier: Fichier, first: int, last: int) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_read(path, first, last), status=206, content_type=_say_type(fichier))
    response.headers["Content-Length"] = str(last - first + 1)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{fichier.octets}"
    return response


def _read(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as stream:
        stream.seek(first)
        left = last - first + 1
        while left and (block := stream.read(min(_BLOCK, left))):
            left -= len(block)
            yield block


def _say_type(fichier: Fichier) -> str:
    return f"{fichier.media}; charset=utf-8" if fichier.media.startswith("text/") else fichier.media
