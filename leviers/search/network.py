"""What the network says and all may read: open annonces, networks. People are listed, they are not searched.

Read again as soon as anything that readers see has moved: what was taken back is not found any more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from leviers.catalogue import published
from leviers.directory.annonces.lecture import list_leviers, list_open
from leviers.directory.models import Annonce, Reseau
from leviers.reference import territoires
from leviers.reference.territoires import Metropole
from leviers.search.documents import Document
from leviers.search.index import Index

ANNONCE, RESEAU = "annonce", "reseau"
Said = dict[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Network:
    """The index of what the network says; `said` is what operators read of each document; `mark` names it."""

    index: Index
    said: dict[tuple[str, str], Said]
    mark: str


_last: list[tuple[int, Network]] = []


def current() -> Network:
    """What can be found now. One query when nothing moved, three when something did."""
    _version, relectures = published.read_counters()
    known = _last[0] if _last else None
    if known and known[0] == relectures:
        return known[1]
    read = [*_list_annonces(), *_list_reseaux()]
    mark = blake2b(repr(read).encode(), digest_size=8).hexdigest()
    network = known[1] if known and known[1].mark == mark else _build(read, mark)
    _last[:] = [(relectures, network)]
    return network


def forget() -> None:
    """Forget what was read (tests that roll the database back need it)."""
    _last.clear()


def _build(read: list[tuple[Document, Said]], mark: str) -> Network:
    said = {(document.genre, document.cle): words for document, words in read}
    return Network(Index(document for document, _ in read), said, mark)


def _list_annonces() -> Iterator[tuple[Document, Said]]:
    for one in list_open():
        leviers, places = list_leviers(one), _find_places([one.siren])
        document = Document(
            genre=ANNONCE,
            cle=str(one.pk),
            contexte=f"{one.nom}, {one.get_sens_display()}",
            champ=None,
            titre=one.titre,
            noms=" ".join([one.nom, *(f"{levier.nom} {levier.nom_court}" for levier in leviers)]),
            mots_cles=", ".join([_say_kind(one), *(levier.champ.nom for levier in leviers)]),
            description=one.texte,
            partenaires="",
            sources="",
        )
        yield (
            document,
            {
                "metropole": tuple(place.slug for place in places),
                "levier": tuple(one.leviers),
                "annee": (str(one.montree_le.year),) if one.montree_le else (),
                "siren": (one.siren,),
            },
        )


def _list_reseaux() -> Iterator[tuple[Document, Said]]:
    for one in Reseau.objects.all():
        places = _find_places(one.territoires)
        document = Document(
            genre=RESEAU,
            cle=one.slug,
            contexte=str(one.get_genre_display()),
            champ=None,
            titre=one.nom,
            noms=str(one.get_genre_display()),
            mots_cles="",
            description=one.description,
            partenaires=", ".join(place.nom for place in places),
            sources="",
        )
        sirens = [*(place.siren for place in places), *([one.siren] if one.siren else [])]
        yield document, {"metropole": tuple(place.slug for place in places), "siren": tuple(sirens)}


def _find_places(sirens: list[str]) -> list[Metropole]:
    known = territoires.load_metropoles()
    return [known[siren] for siren in sirens if siren in known]


def _say_kind(one: Annonce) -> str:
    return f"annonce, {one.get_sens_display()}, {one.get_nature_display()}"
