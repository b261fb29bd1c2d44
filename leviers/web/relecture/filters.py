"""What somebody chose to review, as the address says it."""

from dataclasses import dataclass

from django.conf import settings

from leviers.detection.records import GENRES
from leviers.evidence.attente import Filtre
from leviers.evidence.states import FaitKey
from leviers.reference import territoires, typologie
from leviers.warehouse.read import FICTIF, REEL, find_builds

NAMES = ("monde", "territoire", "levier", "genre")
GENRES_FR = {"marche": "Marché", "subvention": "Subvention", "deliberation": "Délibération"}


@dataclass(frozen=True)
class Choix:
    """The filters of an address.

    given      as they go back into addresses
    ignored    names of those that mean nothing here
    est_repli  real data were wanted, and only the invented territoire is there
    """

    filtre: Filtre
    given: dict[str, str]
    ignored: tuple[str, ...]
    est_repli: bool

    @property
    def est_fictif(self) -> bool:
        """Whether what is read was invented."""
        return self.filtre.monde == FICTIF

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the monde was chosen."""
        return bool(self.given.keys() - {"monde"})


def read_choix(params: dict[str, str]) -> Choix:
    """Read filters out of an address; without real data, the desk opens on the invented territoire."""
    asked = {name: value for name in NAMES if (value := params.get(name, ""))}
    known = {
        "monde": (REEL, FICTIF),
        "territoire": territoires.index_by_slug(),
        "levier": typologie.load_leviers(),
        "genre": GENRES,
    }
    given = {name: value for name, value in asked.items() if value in known[name]}
    builds = find_builds(settings.HOME)
    est_repli = given.get("monde") != FICTIF and REEL not in builds and FICTIF in builds
    monde = FICTIF if est_repli else given.get("monde", REEL)
    if monde == FICTIF:
        given = {key: value for key, value in given.items() if key != "territoire"} | {"monde": FICTIF}
    else:
        given.pop("monde", None)
    chosen = territoires.index_by_slug().get(given.get("territoire", ""))
    filtre = Filtre(
        monde=monde,
        levier=given.get("levier", ""),
        genre=given.get("genre", ""),
        territoire=chosen.siren if chosen else "",
    )
    ignored = tuple(name for name, value in asked.items() if value not in known[name])
    return Choix(filtre, given, ignored, est_repli)


def write_key(key: FaitKey) -> str:
    """A record and its levier in one word of an address: genre/levier/identifier."""
    genre, fait_id, levier = key
    return f"{genre}/{levier}/{fait_id}"


def read_key(text: str) -> FaitKey | None:
    """The same back; None when it is none."""
    genre, _, rest = text.partition("/")
    levier, _, fait_id = rest.partition("/")
    return (genre, fait_id, levier) if genre in GENRES and levier and fait_id else None
