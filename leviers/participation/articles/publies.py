"""Articles as readers see them: immutable values, read once per version of what is published."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from leviers.catalogue.published import Published
from leviers.participation.articles.assainir import clean, is_safe_link, strip
from leviers.participation.models import Article

NB_RELATED = 4
SANS_NOM = "Une personne sans nom public"
_WEIGHTS = {"levier": 3, "territoire": 2, "champ": 1}


@dataclass(frozen=True, slots=True)
class Bloc:
    """One block of the body: its genre, and what it says, rich text made safe."""

    genre: str
    valeur: Any


@dataclass(frozen=True, slots=True)
class Auteur:
    """Who signs: what everybody may see of her, and nothing else."""

    id: int
    nom: str
    fonction: str
    membre_depuis: date


@dataclass(frozen=True, eq=False)
class Publie:
    """A published article.

    sujets   pairs of words: champ, levier, territoire (SIREN), in the order given
    cites    the same, with what the body quotes besides: démarches and leviers
    pieces   numbers of the pictures and files that it shows
    """

    id: int
    slug: str
    titre: str
    chapo: str
    corps: tuple[Bloc, ...]
    est_public: bool
    auteur: Auteur | None
    publie_le: datetime
    modifie_le: datetime
    sujets: tuple[tuple[str, str], ...]
    cites: frozenset[tuple[str, str]]
    pieces: frozenset[int]

    @property
    def texte(self) -> str:
        """The words of the body that everybody may find: none when it is for subscribers."""
        if not self.est_public:
            return ""
        return " ".join(filter(None, (_say(bloc) for bloc in self.corps)))

    def list_codes(self, kind: str) -> list[str]:
        """Codes of one kind among its subjects."""
        return [code for name, code in self.sujets if name == kind]


@dataclass(frozen=True, slots=True)
class Related:
    """An article that speaks about the same things, and which ones."""

    article: Publie
    communs: tuple[tuple[str, str], ...]


@lru_cache(maxsize=2)
def list_articles(catalogue: Published) -> tuple[Publie, ...]:  # noqa: ARG001 (the key of what is kept)
    """Every published article of one version, the latest first.

    Shape   three queries the first time a version is asked for, none after
    """
    rows = Article.objects.filter(live=True).select_related("auteur").prefetch_related("sujets")
    read = [as_publie(row) for row in rows]
    return tuple(sorted(read, key=lambda one: (one.publie_le, one.id), reverse=True))


@lru_cache(maxsize=2)
def index_articles(catalogue: Published) -> dict[str, Publie]:
    """The same by the word of their address."""
    return {article.slug: article for article in list_articles(catalogue)}


def list_about(catalogue: Published, kind: str, code: str) -> list[Publie]:
    """Articles that speak about one champ, levier or territoire, or quote one démarche; the latest first."""
    return [article for article in list_articles(catalogue) if (kind, code) in article.cites]


def find_related(catalogue: Published, article: Publie) -> list[Related]:
    """Others about the same leviers, métropoles or champs; those that share most, then the latest."""
    found = []
    for other in list_articles(catalogue):
        communs = tuple(pair for pair in article.sujets if pair in other.sujets)
        if other.id != article.id and communs:
            found.append(Related(other, communs))
    found.sort(key=lambda one: -sum(_WEIGHTS[kind] for kind, _ in one.communs))
    return found[:NB_RELATED]


def as_publie(row: Article) -> Publie:
    """One article, or one version of it, as it is read."""
    corps = tuple(_read_bloc(bloc.block_type, bloc.value) for bloc in row.corps)
    sujets = tuple(_split(one.sujet) for one in row.sujets.all())
    quoted = {(bloc.genre, bloc.valeur) for bloc in corps if bloc.genre in ("demarche", "levier")}
    shown = {bloc.valeur["piece"] for bloc in corps if bloc.genre in ("image", "fichier")}
    now = timezone.now()
    return Publie(
        id=row.pk or 0,
        slug=row.slug,
        titre=row.titre,
        chapo=row.chapo,
        corps=corps,
        est_public=row.visibilite == Article.Visibilite.PUBLIC,
        auteur=read_auteur(row.auteur) if row.auteur else None,
        publie_le=row.first_published_at or now,
        modifie_le=row.last_published_at or now,
        sujets=sujets,
        cites=frozenset(sujets) | quoted,
        pieces=frozenset(number for number in shown if number),
    )


def read_auteur(person: Any) -> Auteur:
    """Who signs; her function only where her profile shows it to all."""
    joined = timezone.localtime(person.date_joined).date()
    profil = getattr(person, "profil", None)
    fonction = profil.fonction if profil and "fonction" in profil.visibles else ""
    return Auteur(person.pk, person.get_full_name() or SANS_NOM, fonction, joined)


def _split(sujet: str) -> tuple[str, str]:
    kind, _, code = sujet.partition("/")
    return kind, code


def _read_bloc(genre: str, value: Any) -> Bloc:
    match genre:
        case "texte":
            return Bloc(genre, clean(value.source))
        case "image" | "fichier":
            return Bloc(genre, _read_piece(value))
        case "citation" | "video" | "figure":
            said = {name: "" if cell is None else cell for name, cell in value.items()}
            if "url" in said and not is_safe_link(said["url"]):
                said["url"] = ""
            return Bloc(genre, said)
    return Bloc(genre, str(value))


def _read_piece(value: Any) -> dict[str, Any]:
    piece = value["piece"]
    said = {name: cell or "" for name, cell in value.items() if name != "piece"}
    if piece is None:
        return said | {"piece": 0}
    size = (piece.largeur, piece.hauteur)
    return said | {
        "piece": piece.pk,
        "titre": piece.titre,
        "nom": piece.fichier.name.rpartition("/")[2],
        "type_mime": piece.type_mime,
        "est_image": piece.est_image,
        "largeur": size[0],
        "hauteur": size[1],
    }


def _say(bloc: Bloc) -> str:
    match bloc.genre:
        case "texte":
            return strip(bloc.valeur)
        case "intertitre" | "sous_titre":
            return str(bloc.valeur)
        case "citation":
            return f"{bloc.valeur['texte']} {bloc.valeur['qui']}".strip()
        case "image":
            return str(bloc.valeur["legende"])
        case "video" | "fichier":
            return str(bloc.valeur.get("titre", ""))
    return ""
