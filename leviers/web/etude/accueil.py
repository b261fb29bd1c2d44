"""What the home of the study and the head of an edition show: contents, files to keep, the studies before."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from leviers.publication.editions.lire import Piece, Publiee
from leviers.reference.etudes import Etude, load_etudes
from leviers.reference.territoires import index_by_slug
from leviers.web.donnees.page import say_octets
from leviers.web.etude.lecture import Ligne, list_lignes
from leviers.web.kit.jinja import reverse_url

_PAPERS = (
    ("etude.pdf", "L’étude", "PDF accessible, à lire et à imprimer"),
    ("resume.pdf", "L’essentiel", "le résumé, en PDF"),
)
_CITATIONS = (("citation.bib", "BibTeX"), ("citation.ris", "RIS"), ("citation.json", "CSL-JSON"))
_ARCHIVES = ("zip",)
PORTRAITS = ("portraits", "portrait")


@dataclass(frozen=True)
class Fichier:
    """One file to download."""

    titre: str
    precision: str
    adresse: str
    poids: str
    format: str


@dataclass(frozen=True)
class Partie:
    """Chapters of one kind that follow each other."""

    genre: str
    lignes: tuple[Ligne, ...]


def list_parties(edition: Publiee) -> list[Partie]:
    """The contents, chapters of one kind together."""
    groups = groupby(
        list_lignes(edition), key=lambda one: "portraits" if one.genre in PORTRAITS else one.genre
    )
    return [Partie(genre, tuple(lignes)) for genre, lignes in groups]


def list_fichiers(edition: Publiee) -> list[Fichier]:
    """Papers, archive of the data, digests: those that are there."""
    found = [
        _as_fichier(edition, edition.pieces[name], titre, said)
        for name, titre, said in _PAPERS
        if name in edition.pieces
    ]
    for piece in edition.pieces.values():
        if piece.format in _ARCHIVES:
            found.append(_as_fichier(edition, piece, "Les données", "toutes les tables de l’édition"))
    package = edition.pieces.get("donnees/datapackage.json") or edition.pieces.get("datapackage.json")
    if package:
        found.append(_as_fichier(edition, package, "Description des données", "pour les programmes"))
    if sums := edition.pieces.get("SHA256SUMS"):
        found.append(_as_fichier(edition, sums, "Empreintes", "pour vérifier chaque fichier"))
    return found


def list_portraits(edition: Publiee) -> list[Fichier]:
    """Portraits alone, by name of métropole."""
    known = index_by_slug()
    found = []
    for slug, metropole in known.items():
        piece = edition.pieces.get(f"portraits/{slug}.pdf")
        if piece:
            found.append(_as_fichier(edition, piece, metropole.nom_court, "portrait"))
    return sorted(found, key=lambda one: _fold(one.titre))


def list_citations(edition: Publiee) -> list[Fichier]:
    """Records for reference managers."""
    return [
        _as_fichier(edition, edition.pieces[name], titre, "référence")
        for name, titre in _CITATIONS
        if name in edition.pieces
    ]


def list_etudes() -> Iterable[Etude]:
    """The studies of 2019 and 2021, as established."""
    return load_etudes().values()


def _as_fichier(edition: Publiee, piece: Piece, titre: str, precision: str) -> Fichier:
    address = reverse_url("etude-fichier", edition.code, piece.nom)
    kind = piece.format.upper() if "." in piece.nom else "texte"
    return Fichier(titre, precision, address, say_octets(piece.octets), kind)


def _fold(text: str) -> str:
    return text.casefold().replace("é", "e").replace("î", "i")
