"""Articles for feed readers and programs: title, chapô and address; never the body of what is reserved."""

from typing import Any

from django.conf import settings

from leviers.participation.articles.publies import Bloc, Publie
from leviers.web.articles.listing import Listing
from leviers.web.kit.flux import Flux
from leviers.web.kit.jinja import reverse_url

NB = 30


def write_feed(listing: Listing) -> str:
    """An Atom feed of the latest articles of a selection."""
    title = "Leviers, articles"
    feed = Flux(
        title=", ".join([title, *listing.names]),
        link=f"{settings.SITE_URL}{listing.address(1)}",
        description="",
        language="fr",
        feed_url=f"{settings.SITE_URL}{listing.twin('articles-flux')}",
        feed_copyright="Leviers, Licence Ouverte 2.0",
    )
    for article in listing.articles[:NB]:
        feed.add_item(
            title=article.titre,
            link=address(article),
            description=article.chapo,
            author_name=article.auteur.nom if article.auteur else "Leviers",
            unique_id=address(article),
            pubdate=article.publie_le,
            updateddate=article.modifie_le,
        )
    return str(feed.writeString("utf-8"))


def as_object(article: Publie, *, has_body: bool = False) -> dict[str, Any]:
    """One article as data; the body when it is asked for, and for all."""
    said: dict[str, Any] = {
        "slug": article.slug,
        "titre": article.titre,
        "chapo": article.chapo,
        "visibilite": "public" if article.est_public else "abonnes",
        "auteur": article.auteur.nom if article.auteur else None,
        "publie_le": article.publie_le.isoformat(),
        "modifie_le": article.modifie_le.isoformat(),
        "champs": article.list_codes("champ"),
        "leviers": article.list_codes("levier"),
        "territoires": article.list_codes("territoire"),
        "adresse": address(article),
    }
    if has_body:
        said["corps"] = [_as_bloc(bloc) for bloc in article.corps] if article.est_public else None
    return said


def as_json_ld(article: Publie) -> dict[str, Any]:
    """The article in the words of schema.org."""
    signed = (
        {"@type": "Person", "name": article.auteur.nom}
        if article.auteur
        else {"@type": "Organization", "name": "Leviers"}
    )
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": article.titre,
        "description": article.chapo,
        "inLanguage": "fr",
        "datePublished": article.publie_le.isoformat(),
        "dateModified": article.modifie_le.isoformat(),
        "author": signed,
        "publisher": {"@type": "Organization", "name": "Leviers", "url": settings.SITE_URL},
        "mainEntityOfPage": address(article),
        "isAccessibleForFree": article.est_public,
    }


def address(article: Publie) -> str:
    """Address of the article, with the name of the site."""
    return f"{settings.SITE_URL}{reverse_url('article', article.slug)}"


def _as_bloc(bloc: Bloc) -> dict[str, Any]:
    return {"genre": bloc.genre, "valeur": bloc.valeur}
