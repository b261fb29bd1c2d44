"""What this part keeps of a person; what goes when she leaves; what goes with time."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.catalogue.models import Etat
from leviers.participation.articles import lectures
from leviers.participation.models import Article, Piece


def export(personne: Personne) -> dict[str, Any]:
    """Her articles, as they stand in her hands, and what she put down."""
    return {
        "articles": [_describe(article) for article in Article.objects.filter(auteur=personne)],
        "images_et_fichiers": [
            {"titre": piece.titre, "type": piece.type_mime, "deposee_le": piece.deposee_le.isoformat()}
            for piece in Piece.objects.filter(proprietaire=personne)
        ],
    }


def erase(personne: Personne) -> None:
    """What readers saw stays, unsigned; drafts that nobody saw go, and pictures that no article shows."""
    mine = Article.objects.filter(auteur=personne)
    for draft in mine.filter(first_published_at=None):
        draft.delete()
    if mine.update(auteur=None):
        Etat.bump()
    shown = {number for article in Article.objects.all() for number in _list_pieces(article)}
    for piece in Piece.objects.filter(proprietaire=personne).exclude(pk__in=shown):
        piece.fichier.delete(save=False)
        piece.delete()
    Piece.objects.filter(proprietaire=personne).update(proprietaire=None)


def purge(now: datetime) -> dict[str, int]:
    """Salts and digests of the days before."""
    return {"empreintes de lecture": lectures.forget_days(timezone.localdate(now))}


def _describe(article: Article) -> dict[str, Any]:
    latest = article.get_latest_revision_as_object()
    return {
        "titre": latest.titre,
        "chapo": latest.chapo,
        "corps": latest.corps.get_prep_value(),
        "sujets": [one.sujet for one in latest.sujets.all()],
        "publie_le": article.first_published_at.isoformat() if article.first_published_at else None,
    }


def _list_pieces(article: Article) -> list[int]:
    """Pieces of the version that readers see, and of the latest one."""
    versions = (article, article.get_latest_revision_as_object())
    return [
        bloc.value["piece"].pk
        for version in versions
        for bloc in version.corps
        if bloc.block_type in ("image", "fichier") and bloc.value["piece"]
    ]
