"""Reviews in force as labelled records, in the format that `leviers evaluate` reads."""

from collections.abc import Iterator
from typing import Any

from leviers.detection.label import FAITS, SEPARATOR
from leviers.evidence import review, states
from leviers.evidence.models import Decision
from leviers.evidence.preuves import CONFIRMEE, DISCUTEE
from leviers.evidence.states import States
from leviers.warehouse.read import REEL

_QUERY = f"""
with jugee as (
    select unnest(cast($genres as varchar[])) as genre, unnest(cast($ids as varchar[])) as id
),
fait as ({FAITS}),
nomme as (
    select fait_genre, fait_id, any_value(tiers_nom) as tiers from labels.indices group by fait_genre, fait_id
)
select fait.genre, fait.id, fait.objet, nomme.tiers, fait.tiers_motif, fait.considerations,
    coalesce(list(detection.levier) filter (where detection.est_certaine), []) as certains,
    coalesce(list(detection.levier) filter (where not detection.est_certaine), []) as proposes
from fait
join jugee on jugee.genre = fait.genre and jugee.id = fait.id
left join nomme on nomme.fait_genre = fait.genre and nomme.fait_id = fait.id
left join labels.detections as detection on detection.fait_genre = fait.genre and detection.fait_id = fait.id
group by all
order by fait.genre, fait.id
"""  # noqa: S608  both texts are ours


def list_etiquettes(monde: str = REEL) -> Iterator[dict[str, Any]]:
    """One labelled record for each record that somebody judged.

    tiers    empty for a natural person, whom labels.indices never names
    leviers  those that people confirmed or gave, and those of a certain rule that nobody rejected
    sur      false when reviewers disagree, when another proposal of the record was not judged yet, or when
             the record left the build: what it shows is then not known for sure, and it measures nothing
    Raises   NotReviewable when this monde has no build
    """
    opinions = states.current(monde)
    judged = sorted({(genre, fait_id) for genre, fait_id, _levier in opinions.avis})
    bound = {"genres": [genre for genre, _id in judged], "ids": [fait_id for _genre, fait_id in judged]}
    rows = {(row["genre"], row["id"]): row for row in review.find_build(monde).read(_QUERY, bound)}
    for genre, fait_id in judged:
        row = rows.get((genre, fait_id))
        yield _label(row, opinions) if row else _label_gone(genre, fait_id, opinions, monde)


def _label(row: dict[str, Any], opinions: States) -> dict[str, Any]:
    avis = {levier: said.etat for levier, said in opinions.of_fait(row["genre"], row["id"]).items()}
    confirmed = {levier for levier, etat in avis.items() if etat == CONFIRMEE}
    certain = {levier for levier in row["certains"] if levier not in avis}
    return {
        "id": row["id"],
        "genre": row["genre"],
        "objet": row["objet"] or "",
        "tiers": row["tiers"] or "",
        "tiers_motif": row["tiers_motif"] or "",
        "considerations_sociales": row["considerations"].split(SEPARATOR) if row["considerations"] else [],
        "leviers": sorted(confirmed | certain),
        "sur": DISCUTEE not in avis.values() and set(row["proposes"]) <= avis.keys(),
    }


def _label_gone(genre: str, fait_id: str, opinions: States, monde: str) -> dict[str, Any]:
    """A record that the build no longer has, as it was read on the day of the last decision."""
    last = Decision.objects.filter(monde=monde, fait_genre=genre, fait_id=fait_id).first()
    fait = last.fait if last else {}
    avis = opinions.of_fait(genre, fait_id)
    return {
        "id": fait_id,
        "genre": genre,
        "objet": fait.get("objet") or "",
        "tiers": fait.get("tiers_nom") or "",
        "tiers_motif": "",
        "considerations_sociales": [],
        "leviers": sorted(levier for levier, said in avis.items() if said.etat == CONFIRMEE),
        "sur": False,
    }
