"""Articles: the list and its twins, the reading, its pictures and files, how one proposes an article."""

import base64

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from leviers.accounts import rights
from leviers.accounts.membres import read_profil
from leviers.accounts.models import Personne
from leviers.catalogue import published
from leviers.catalogue.published import Published
from leviers.participation.articles import lectures
from leviers.participation.articles.publies import (
    Publie,
    as_publie,
    find_related,
    index_articles,
    list_articles,
    read_auteur,
)
from leviers.participation.models import Article, Piece
from leviers.web.answers import depends_on_builds, depends_on_catalogue, json_answer
from leviers.web.articles import flux
from leviers.web.articles.listing import Listing
from leviers.web.articles.vivants import list_sujets, show_blocs
from leviers.web.commentaires.lien import paroles_of
from leviers.web.compte.profil import is_public
from leviers.web.demarches.listing import read_page

PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
SANDBOX = "default-src 'none'; sandbox"
PREVIEW = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""Policy of a preview: what the page itself has, shown in a frame of the back office alone."""


@require_safe
@depends_on_catalogue
def list_all(request: HttpRequest) -> HttpResponse:
    """Published articles, the latest first."""
    listing = _select(request)
    return render(request, "articles/liste.html", {"listing": listing})


@require_safe
@depends_on_catalogue
def articles_json(request: HttpRequest) -> HttpResponse:
    """The whole selection as data."""
    listing = _select_exactly(request)
    objects = [flux.as_object(article) for article in listing.articles]
    return json_answer({"selection": listing.chosen, "nb": len(objects), "articles": objects})


@require_safe
@depends_on_catalogue
def articles_flux(request: HttpRequest) -> HttpResponse:
    """The latest of a selection, as an Atom feed."""
    feed = flux.write_feed(_select_exactly(request))
    return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")


@require_safe
def show_article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article; the body of one for subscribers is for those who have an account."""
    article = _find(slug)
    return _show_public(request, article) if article.est_public else _show_reserved(request, article)


@depends_on_builds
def _show_public(request: HttpRequest, article: Publie) -> HttpResponse:
    return _draw(request, article, is_open=True)


@never_cache
def _show_reserved(request: HttpRequest, article: Publie) -> HttpResponse:
    return _draw(request, article, is_open=request.user.is_authenticated)


@require_safe
@depends_on_catalogue
def article_json(_request: HttpRequest, slug: str) -> HttpResponse:
    """One article as data; what is for subscribers is not there."""
    return json_answer(flux.as_object(_find(slug), has_body=True))


@require_safe
@never_cache
def count_reading(request: HttpRequest, slug: str) -> HttpResponse:
    """The small picture at the end of an article: who asks for it is a reader."""
    article = _find(slug)
    is_here = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    is_ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    if request.method == "GET" and is_here and not is_ahead:
        lectures.count(
            article.id,
            address=request.META.get("REMOTE_ADDR", ""),
            agent=request.headers.get("User-Agent", ""),
        )
    return HttpResponse(PIXEL, content_type="image/gif")


@require_safe
@never_cache
def show_piece(request: HttpRequest, number: int, nom: str) -> HttpResponse | FileResponse:
    """A picture or a file that an article shows, for who may read this article or holds the file."""
    piece = Piece.objects.filter(pk=number).first()
    if piece is None or piece.fichier.name != f"articles/{nom}" or not _may_see(request, piece):
        raise Http404("Ce fichier n’existe pas, ou n’est pas public.")
    try:
        opened = piece.fichier.open("rb")
    except FileNotFoundError as error:
        raise Http404("Ce fichier a été retiré depuis.") from error
    ending = nom.rpartition(".")[2]
    response = FileResponse(
        opened,
        as_attachment=not piece.est_image,
        filename=f"leviers-{piece.pk}.{ending}",
        content_type=piece.type_mime,
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


@require_safe
@never_cache
def propose(request: HttpRequest) -> HttpResponse:
    """How one proposes an article; a contributeur goes to the editor from here."""
    is_known = request.user.is_authenticated
    context = {
        "is_known": is_known,
        "is_contributeur": rights.is_contributeur(request.user),
        "login": f"{resolve_url(settings.LOGIN_URL)}?next={request.path}",
    }
    return render(request, "articles/proposer.html", context)


@require_safe
@depends_on_catalogue
def show_method(request: HttpRequest) -> HttpResponse:
    """How readings are counted."""
    return render(request, "articles/lectures.html")


def draw_preview(request: HttpRequest, row: Article) -> HttpResponse:
    """A version that readers do not see yet, as they would."""
    response = _draw(request, as_publie(row), is_open=True, is_preview=True)
    response.headers["Content-Security-Policy"] = PREVIEW
    return response


def _draw(request: HttpRequest, article: Publie, *, is_open: bool, is_preview: bool = False) -> HttpResponse:
    catalogue = published.current()
    person = Personne.objects.filter(pk=article.auteur.id).first() if article.auteur else None
    context = {
        "article": article,
        "sujets": list_sujets(article.sujets),
        "blocs": show_blocs(article, catalogue) if is_open else [],
        "is_open": is_open,
        "is_preview": is_preview,
        "auteur": read_auteur(person) if person else None,
        "auteur_est_public": person is not None and is_public(read_profil(person)),
        "nb_signed": _count_signed(catalogue, article),
        "nb_lectures": 0 if is_preview else lectures.read_nb(article.id),
        "related": [(one.article, list_sujets(one.communs)) for one in find_related(catalogue, article)],
        "structured": flux.as_json_ld(article),
        "login": f"{resolve_url(settings.LOGIN_URL)}?next={request.path}",
        "paroles": None if is_preview else paroles_of("article", article.slug),
    }
    return render(request, "articles/article.html", context)


def _count_signed(catalogue: Published, article: Publie) -> int:
    signed = (one.auteur.id for one in list_articles(catalogue) if one.auteur)
    return sum(article.auteur is not None and one == article.auteur.id for one in signed)


def _may_see(request: HttpRequest, piece: Piece) -> bool:
    showing = [one for one in list_articles(published.current()) if piece.pk in one.pieces]
    if any(one.est_public for one in showing):
        return True
    if showing and request.user.is_authenticated:
        return True
    return rights.is_animateur(request.user) or (
        rights.is_contributeur(request.user) and piece.proprietaire_id == request.user.pk
    )


def _find(slug: str) -> Publie:
    found = index_articles(published.current()).get(slug)
    if found is None:
        raise Http404("Cet article n’existe pas, ou n’est plus publié. La liste donne tous les articles.")
    return found


def _select(request: HttpRequest) -> Listing:
    return Listing(published.current(), request.GET.dict(), read_page(request.GET.get("page", "")))


def _select_exactly(request: HttpRequest) -> Listing:
    """For programs, which read no notice: a filter that means nothing any more gives nothing, not all."""
    listing = _select(request)
    if listing.ignored:
        raise Http404(f"{listing.ignored[0]} La liste des articles donne ceux qui existent.")
    return listing
