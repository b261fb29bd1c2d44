"""Articles and comments that readers may see, as what is followed."""

import textwrap
from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from leviers.participation.articles.publies import as_publie
from leviers.participation.models import Article, Commentaire
from leviers.participation.suivis.evenements import Evenement, Sujet, journal
from leviers.participation.suivis.mots import cite
from leviers.reference import territoires
from leviers.reference.typography import typo

DISCUSSION, AUTEUR = "discussion", "auteur"
LONGEST_CHAPO = 240
"""Signs of the chapô of an article in a letter."""


@journal("articles")
def list_articles(since: datetime, until: datetime) -> Iterator[Evenement]:
    """Articles that came out, for who follows their author, what they speak about, or what they quote."""
    found = Article.objects.filter(live=True, first_published_at__gt=since, first_published_at__lte=until)
    for row in found.select_related("auteur__profil").prefetch_related("sujets"):
        article = as_publie(row)
        sujets = {named for kind, code in article.cites if (named := _name(kind, code))}
        by = f", par {article.auteur.nom}" if article.auteur else ""
        yield Evenement(
            cle=f"article:{article.id}",
            quand=article.publie_le,
            sujets=frozenset(sujets | ({(AUTEUR, str(article.auteur.id))} if article.auteur else set())),
            quoi=typo(f"Nouvel article : {cite(article.titre)}{by}"),
            pourquoi=textwrap.shorten(article.chapo, LONGEST_CHAPO, placeholder=" …"),
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
                quoi=typo(f"Nouveau commentaire, signé {cite(one.nom)}"),
                ou=one.sujet_titre,
                adresse=reverse("commentaire", args=[one.pk]),
            )


def _name(kind: str, code: str) -> Sujet | None:
    """A subject of an article as it is followed: a territoire by the word of its address, not its SIREN."""
    if kind != "territoire":
        return kind, code
    known = territoires.load_metropoles().get(code)
    return (kind, known.slug) if known else None
