"""Articles and comments that readers may see, as what is followed."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from leviers.participation.models import Article, Commentaire
from leviers.participation.suivis.evenements import Evenement, Sujet, journal
from leviers.reference import territoires
from leviers.reference.typography import typo

DISCUSSION, AUTEUR = "discussion", "auteur"


@journal("articles")
def list_articles(since: datetime, until: datetime) -> Iterator[Evenement]:
    """Articles that came out, for who follows their author or what they speak about."""
    found = Article.objects.filter(live=True, first_published_at__gt=since, first_published_at__lte=until)
    for article in found.prefetch_related("sujets"):
        sujets = {named for one in article.sujets.all() if (named := _name(one.sujet))}
        yield Evenement(
            cle=f"article:{article.pk}",
            quand=article.first_published_at,
            sujets=frozenset(sujets | {(AUTEUR, str(article.auteur_id))}),
            quoi=typo(f"Nouvel article : « {article.titre} »"),
            adresse=reverse("article", args=[article.slug]),
        )


@journal("commentaires")
def list_commentaires(since: datetime, until: datetime) -> Iterator[Evenement]:
    """Comments that were shown, for who follows their discussion; their words are read on the page."""
    shown = Commentaire.objects.filter(etat=Commentaire.Etat.VISIBLE, montre_le__gt=since)
    for one in shown.filter(montre_le__lte=until).order_by("montre_le", "pk"):
        if one.montre_le:
            yield Evenement(
                cle=f"commentaire:{one.pk}",
                quand=one.montre_le,
                sujets=frozenset({(DISCUSSION, f"{one.sujet}/{one.sujet_id}")}),
                quoi=typo(f"{one.nom} a écrit un commentaire à propos de « {one.sujet_titre} »"),
                adresse=reverse("commentaire", args=[one.pk]),
            )


def _name(sujet: str) -> Sujet | None:
    """A subject of an article as it is followed: a territoire by the word of its address, not its SIREN."""
    kind, _, code = sujet.partition("/")
    if kind != "territoire":
        return kind, code
    known = territoires.load_metropoles().get(code)
    return (kind, known.slug) if known else None
