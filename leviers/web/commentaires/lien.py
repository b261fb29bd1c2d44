"""What a subject's own page says of what readers say: kept with the page until it moves."""

from dataclasses import dataclass
from urllib.parse import urlencode

from leviers.participation import examen, fils
from leviers.web.kit.jinja import reverse_url


@dataclass(frozen=True)
class Paroles:
    """How many comments can be read, and where; how many persons helped the page."""

    nb_commentaires: int
    adresse: str
    nb_personnes: int


def paroles_of(sujet: str, sujet_id: str) -> Paroles:
    """The link to the comments of a subject, and thanks to its contributors. Two queries."""
    query = urlencode({"sujet": sujet, "id": sujet_id})
    thanked = examen.count_thanked(sujet, sujet_id)
    return Paroles(fils.count(sujet, sujet_id), f"{reverse_url('commentaires')}?{query}", thanked)
