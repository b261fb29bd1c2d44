"""Journals of the catalogue and of the niveaux, as what readers follow."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from wagtail.models import ModelLogEntry

from leviers.catalogue import models, published
from leviers.catalogue.published import Demarche, Published
from leviers.evidence import usages
from leviers.evidence.models import Mouvement
from leviers.evidence.mouvements import CAUSES
from leviers.evidence.niveaux import BY_CODE
from leviers.participation.suivis.evenements import Evenement, Sujet, journal
from leviers.participation.suivis.mots import cite
from leviers.reference import territoires, typologie
from leviers.reference.typography import enumere, pluriel, typo

_RETIRED = ("wagtail.unpublish", "wagtail.unpublish.scheduled")
_FIELDS = {
    "titre": "le titre",
    "description": "la description",
    "annee_debut": "la période",
    "annee_fin": "la période",
    "statut": "le statut",
    "montant_eur": "le montant",
    "partenaires": "les partenaires",
    "chiffres": "les chiffres",
    "sources": "les sources",
    "leviers": "les leviers",
}
"""Fields of a démarche whose change is told, in the words of a letter."""
_LINKS = {"pk", "demarche", "sort_order"}


@journal("niveaux")
def list_moves(since: datetime, until: datetime) -> Iterator[Evenement]:
    """Niveaux of the 22 métropoles that rose or fell."""
    catalogue = published.current()
    for row in Mouvement.objects.filter(quand__gt=since, quand__lte=until):
        place = territoires.load_metropoles().get(row.territoire_siren)
        levier = typologie.load_leviers().get(row.levier)
        if place is None or levier is None:
            continue  # the invented territoire
        before, after = BY_CODE[row.avant], BY_CODE[row.apres]
        way = "monte" if after.rang > before.rang else "baisse"
        source, source_url = _find_source(row.preuves, catalogue)
        yield Evenement(
            cle=f"mouvement:{row.pk}",
            quand=row.quand,
            sujets=_concern(place.slug, [levier]),
            quoi=typo(
                f"« {levier.nom_court} » : le niveau de preuve {way} de « {before.nom} » à « {after.nom} »"
            ),
            ou=place.nom,
            pourquoi=f"La cause : {CAUSES.get(row.cause, row.cause)}. {_say_others(levier)}",
            adresse=reverse("usage", args=[place.slug, levier.code]),
            source=source,
            source_url=source_url,
        )


@journal("demarches")
def list_demarches(since: datetime, until: datetime) -> Iterator[Evenement]:
    """Démarches published, changed or withdrawn, by people or by a load; the last change of each."""
    catalogue, since = published.current(), _skip_first_load(since)
    rows = models.Demarche.objects.filter(
        live=True, last_published_at__gt=since, last_published_at__lte=until
    )
    for row in rows:
        demarche = catalogue.demarches.get(row.pk)
        if demarche and row.last_published_at:
            is_new = row.first_published_at is not None and row.first_published_at > since
            what = "Nouvelle démarche" if is_new else "Démarche modifiée"
            why = "" if is_new else _say_changes(row)
            yield _as_event(demarche, row.last_published_at, f"{what} : {cite(demarche.titre)}", why)
    yield from _list_withdrawn(since, until)


@journal("fiches")
def list_sheets(since: datetime, until: datetime) -> Iterator[Evenement]:
    """Sheets of leviers and repères that were published again."""
    since = _skip_first_load(since)
    window: dict[str, Any] = {"live": True, "last_published_at__gt": since, "last_published_at__lte": until}
    for row in models.Levier.objects.filter(**window):
        levier = typologie.load_leviers().get(row.pk)
        if levier:
            yield Evenement(
                cle=f"levier:{row.pk}:{row.last_published_at.isoformat()}",
                quand=row.last_published_at,
                sujets=frozenset({("levier", levier.code), ("champ", levier.champ.code)}),
                quoi=typo(f"Fiche du levier « {levier.nom_court} » modifiée"),
                adresse=reverse("levier", args=[levier.code]),
            )
    for repere in models.Repere.objects.filter(**window):
        place = territoires.load_metropoles().get(repere.territoire_siren)
        if place:
            yield Evenement(
                cle=f"repere:{repere.pk}:{repere.last_published_at.isoformat()}",
                quand=repere.last_published_at,
                sujets=frozenset({("territoire", place.slug)}),
                quoi=typo(f"Repère publié : {repere.libelle}"),
                ou=place.nom,
                adresse=reverse("metropole", args=[place.slug]),
                source=repere.source_titre,
                source_url=repere.source_url,
            )


def _skip_first_load(since: datetime) -> datetime:
    """Not before the first load of facts: what it brought is the state from which things change."""
    first = models.Chargement.objects.order_by("fait_le").values_list("fait_le", flat=True).first()
    return max(since, first) if first else since


def _list_withdrawn(since: datetime, until: datetime) -> Iterator[Evenement]:
    entries = ModelLogEntry.objects.filter(
        action__in=_RETIRED,
        content_type__app_label="catalogue",
        content_type__model="demarche",
        timestamp__gt=since,
        timestamp__lte=until,
    )
    gone = {row.pk: row for row in models.Demarche.objects.filter(live=False)} if entries else {}
    for entry in entries:
        row = gone.get(entry.object_id)
        place = territoires.load_metropoles().get(row.territoire_siren) if row else None
        if row and place:
            yield Evenement(
                cle=f"retrait:{entry.pk}",
                quand=entry.timestamp,
                sujets=frozenset({("demarche", row.pk), ("territoire", place.slug)}),
                quoi=typo(f"Démarche retirée du catalogue : {cite(row.titre)}"),
                ou=place.nom,
                adresse=reverse("metropole", args=[place.slug]),
            )


def _as_event(demarche: Demarche, quand: datetime, quoi: str, why: str) -> Evenement:
    source = demarche.sources[0] if demarche.sources else None
    slug = demarche.territoire.slug
    return Evenement(
        cle=f"demarche:{demarche.id}:{quand.isoformat()}",
        quand=quand,
        sujets=_concern(slug, demarche.leviers) | {("demarche", demarche.id), ("champ", demarche.champ.code)},
        quoi=typo(quoi),
        ou=demarche.territoire.nom,
        pourquoi=why,
        adresse=reverse("demarche", args=[demarche.id]),
        source=source.titre if source else "",
        source_url=source.url if source else "",
    )


def _concern(slug: str, leviers: Iterable[typologie.Levier]) -> frozenset[Sujet]:
    """A territoire, these leviers, their champs, the usages where they meet."""
    said: set[Sujet] = {("territoire", slug)}
    for levier in leviers:
        said |= {("levier", levier.code), ("champ", levier.champ.code), ("usage", f"{slug}/{levier.code}")}
    return frozenset(said)


def _say_others(levier: typologie.Levier) -> str:
    """How many métropoles are known to use it today: what makes a move worth reading, beside its cause."""
    known = territoires.load_metropoles()
    found = usages.current().by_key
    nb = sum(found[siren, levier.code].est_repere for siren in known)
    return f"Ce levier est repéré dans {pluriel(nb, 'métropole')} sur {len(known)}"


def _find_source(cles: list[str], catalogue: Published) -> tuple[str, str]:
    """Title and address of the first public page behind these ways back; empty when none is a page."""
    for cle in cles:
        genre, _, rest = cle.partition(":")
        demarche = catalogue.demarches.get(rest) if genre == "demarche" else None
        if demarche and demarche.sources:
            return demarche.sources[0].titre, demarche.sources[0].url
    return "", ""


def _say_changes(row: models.Demarche) -> str:
    """What changed since the version before, by name; empty when that is not known."""
    last = list(row.revisions.order_by("-created_at", "-pk")[:2])
    if len(last) < 2:
        return ""
    after, before = (_flatten(revision.content) for revision in last)
    names = dict.fromkeys(said for name, said in _FIELDS.items() if after.get(name) != before.get(name))
    return f"Ce qui change : {enumere(list(names))}" if names else ""


def _flatten(content: dict[str, Any]) -> dict[str, Any]:
    """A version without the numbers of its rows, which change each time."""
    said = {}
    for name in _FIELDS:
        value = content.get(name)
        if isinstance(value, list):
            value = [
                {key: held for key, held in one.items() if key not in _LINKS}
                if isinstance(one, dict)
                else one
                for one in value
            ]
        said[name] = value
    return said
