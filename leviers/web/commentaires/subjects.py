"""What can be commented, found by its two words; the unknown is a 404 that says what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404

from leviers.catalogue import published
from leviers.participation import commentaires
from leviers.participation.articles.publies import index_articles
from leviers.web.kit.jinja import reverse_url
from leviers.web.signaler.subjects import find_demarche_subject, find_levier_subject, find_usage_subject

Trail = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Subject:
    """One page under which people speak; `trail` leads to it."""

    sujet: str
    id: str
    titre: str
    page: str
    trail: Trail

    @cached_property
    def address(self) -> str:
        """Where its comments are."""
        return f"{reverse_url('commentaires')}?{urlencode({'sujet': self.sujet, 'id': self.id})}"

    def as_sujet(self) -> commentaires.Sujet:
        """What a comment keeps of it."""
        return commentaires.Sujet(self.sujet, self.id, self.titre, self.page)


def _find_demarche(code: str) -> Subject:
    found = find_demarche_subject(code)
    return Subject("demarche", code, found.nom, found.page, found.trail)


def _find_levier(code: str) -> Subject:
    found = find_levier_subject(code)
    return Subject("levier", code, found.nom, found.page, found.trail)


def _find_usage(text: str) -> Subject:
    slug, _, code = text.partition("/")
    found = find_usage_subject(slug, code)
    return Subject("usage", text, found.nom, found.page, found.trail)


def _find_article(slug: str) -> Subject:
    article = index_articles(published.current()).get(slug)
    if article is None:
        raise Http404("Cet article n’existe pas, ou n’est plus publié. La liste donne tous les articles.")
    page = reverse_url("article", slug)
    trail = (("Articles", reverse_url("articles")), (article.titre, page))
    return Subject("article", slug, article.titre, page, trail)


FINDERS: dict[str, Callable[[str], Subject]] = {
    "demarche": _find_demarche,
    "levier": _find_levier,
    "usage": _find_usage,
    "article": _find_article,
}


def find_subject(sujet: str, sujet_id: str) -> Subject:
    """The subject of a thread of comments."""
    finder = FINDERS.get(sujet)
    if finder is None or not sujet_id or "\x00" in sujet_id:
        raise Http404(
            "On commente un article, une démarche, un levier ou l’usage d’un levier par une métropole."
        )
    return finder(sujet_id)
