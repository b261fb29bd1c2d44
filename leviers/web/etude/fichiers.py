"""Files of an edition as answers: those of a frozen one never change, which readers and caches are told."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from leviers.publication.donnees.fichiers import MEDIA
from leviers.publication.editions.lire import Piece, Publiee
from leviers.web.etude.views import find_edition

_MEDIA = MEDIA | {
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
}
_SHOWN = ("pdf", "svg", "json", "jsonld", "ttl", "md", "SHA256SUMS")
_FROZEN = "public, max-age=31536000, immutable"
_NO_FILE = "Aucun fichier ne s’appelle « {nom} » dans cette édition. Son sommaire donne ceux qui existent."


@require_safe
def download(request: HttpRequest, code: str, nom: str) -> HttpResponseBase:
    """One file of an edition, by its path: only what the folder truly holds, by its very name."""
    edition = find_edition(code)
    if nom in edition.chapitres:
        return redirect("etude-chapitre", code, nom, permanent=True)
    piece = edition.pieces.get(nom)
    if piece is None:
        raise Http404(_NO_FILE.format(nom=nom[:60]))
    etag = f'"{piece.sha256[:32]}"'
    request.META.pop("HTTP_ACCEPT_ENCODING", None)  # the middleware that compresses would lose the length
    kept = get_conditional_response(request, etag=etag)
    response: HttpResponseBase = kept if kept is not None else _send(request, edition, piece)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache" if edition.est_brouillon else _FROZEN
    if edition.est_brouillon:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _send(request: HttpRequest, edition: Publiee, piece: Piece) -> HttpResponseBase:
    kind = _MEDIA.get(piece.format, "text/plain")
    kind = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse(content_type=kind)
    else:
        response = FileResponse((edition.folder / piece.nom).open("rb"), content_type=kind)
    way = "inline" if piece.format in _SHOWN else "attachment"
    name = f"leviers-{edition.code}-{piece.nom.replace('/', '-')}"
    response.headers["Content-Length"] = str(piece.octets)
    response.headers["Content-Disposition"] = f'{way}; filename="{name}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
