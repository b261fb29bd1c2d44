"""Annonces and cooperations for feed readers and programs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from leviers.directory.models import Annonce, Cooperation
from leviers.web.kit.flux import Flux
from leviers.web.kit.jinja import reverse_url
from leviers.web.reseau.listing import Listing

NB = 50
ANNONCE = (
    *("id", "sens", "nature", "titre", "texte", "leviers", "siren", "nom"),
    *("affichee_le", "expire_le", "etat", "adresse"),
)
COOPERATION = (
    *("id", "titre", "texte", "leviers", "annee", "premier_siren", "premier_nom", "second_siren"),
    *("second_nom", "liens", "publiee_le", "adresse"),
)


def write_feed(listing: Listing) -> str:
    """An Atom feed of the annonces of a selection, the last shown first."""
    feed = Flux(
        title=", ".join(["Leviers, offres et demandes", *listing.names]),
        link=f"{settings.SITE_URL}{listing.address(1)}",
        description="",
        language="fr",
        feed_url=f"{settings.SITE_URL}{listing.twin('reseau-flux')}",
        feed_copyright="Leviers, Licence Ouverte 2.0",
    )
    for one in listing.annonces[:NB]:
        feed.add_item(
            title=f"{one.get_sens_display().capitalize()} : {one.titre}",
            link=_address("reseau-annonce", one.pk),
            description=one.texte,
            author_name=one.nom,
            unique_id=_address("reseau-annonce", one.pk),
            pubdate=one.montree_le or one.ecrite_le,
            updateddate=one.modifiee_le or one.montree_le or one.ecrite_le,
            categories=(one.nature, *one.leviers),
        )
    return str(feed.writeString("utf-8"))


def as_annonce(one: Annonce) -> dict[str, Any]:
    """One annonce as data; who wrote it is not told, for whom it is written is."""
    return {
        "id": one.pk,
        "sens": one.sens,
        "nature": one.nature,
        "titre": one.titre,
        "texte": one.texte,
        "leviers": one.leviers,
        "siren": one.siren,
        "nom": one.nom,
        "affichee_le": _say(one.montree_le),
        "expire_le": one.expire_le.isoformat(),
        "etat": one.etat,
        "adresse": _address("reseau-annonce", one.pk),
    }


def as_cooperation(one: Cooperation) -> dict[str, Any]:
    """One cooperation as data."""
    kept = {name: getattr(one, name) for name in COOPERATION if hasattr(one, name)}
    said = kept | {
        "id": one.pk,
        "publiee_le": _say(one.publiee_le),
        "adresse": _address("reseau-cooperation", one.pk),
    }
    return {name: said[name] for name in COOPERATION}


def as_lines(objects: Iterable[dict[str, Any]], columns: tuple[str, ...]) -> list[list[Any]]:
    """The same as rows of a table."""
    return [[one[name] for name in columns] for one in objects]


def _say(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _address(name: str, pk: int) -> str:
    return f"{settings.SITE_URL}{reverse_url(name, str(pk))}"
