"""Loading of facts: once or a hundred times, never over what a person edited."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from leviers.catalogue.facts import Facts, Payload
from leviers.catalogue.models import Chargement, Demarche, Proposition
from leviers.catalogue.models.editorial import Editorial
from leviers.catalogue.payload import GENRES, as_payload, fingerprint, write_payload

CONSULTATION = date(2026, 11, 1)  # the pages cited by the embedded facts were read in November 2026


@dataclass
class Report:
    """What a load did, counted by kind: cree, mis_a_jour, inchange, propose, deja_propose, absent."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    proposed: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return any(
            count[word] for count in self.counts.values() for word in ("cree", "mis_a_jour", "propose")
        )


def load_facts(facts: Facts) -> Report:
    """Bring the catalogue to what the files say, all or nothing.

    An object that nobody edited follows its file. An edited or retired object stays as it is:
    the newer fact becomes a Proposition. An object that left the files stays, and is counted.
    """
    report = Report()
    with transaction.atomic():
        for genre, model in GENRES.items():
            payloads: dict[str, Payload] = getattr(facts, genre)
            report.counts[genre] = _load_genre(genre, model, payloads, report)
        if report.changed:
            Chargement.objects.create(bilan={genre: dict(count) for genre, count in report.counts.items()})
    return report


def _load_genre(
    genre: str, model: type[Editorial], payloads: dict[str, Payload], report: Report
) -> Counter[str]:
    stored = model._default_manager.in_bulk()
    counts: Counter[str] = Counter()
    for key, payload in payloads.items():
        outcome = _load_one(genre, model, stored.get(key), payload)
        counts[outcome] += 1
        if outcome == "propose":
            report.proposed.append(f"{genre}/{key}")
    counts["absent"] = sum(1 for key, thing in stored.items() if key not in payloads and thing.empreinte)
    return counts


def _load_one(genre: str, model: type[Editorial], thing: Editorial | None, payload: Payload) -> str:
    digest = fingerprint(payload)
    if thing is None:
        publish_payload(model(), payload, digest)
        return "cree"
    if thing.empreinte == digest:
        return "inchange"
    latest = thing.get_latest_revision_as_object()
    is_untouched = thing.live and not thing.has_unpublished_changes
    if is_untouched and fingerprint(as_payload(latest)) == thing.empreinte:
        publish_payload(thing, payload, digest)
        return "mis_a_jour"
    _, is_new = Proposition.objects.get_or_create(
        genre=genre, objet_id=str(thing.pk), empreinte=digest, defaults={"contenu": payload}
    )
    return "propose" if is_new else "deja_propose"


def publish_payload(thing: Editorial, payload: Payload, digest: str) -> None:
    """Write a payload as the published version, with its place in the history and no author."""
    write_payload(thing, payload)
    if isinstance(thing, Demarche):
        thing.verifiee_le = thing.verifiee_le or CONSULTATION
    thing.empreinte = digest
    thing.live = True
    thing.has_unpublished_changes = False
    thing.last_published_at = timezone.now()
    thing.first_published_at = thing.first_published_at or thing.last_published_at
    thing.save()
    revision = thing.save_revision(clean=False, changed=False)
    type(thing)._default_manager.filter(pk=thing.pk).update(live_revision=revision)
