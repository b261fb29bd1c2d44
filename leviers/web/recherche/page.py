"""What the page of the search shows, prepared for its template and its twin."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from leviers.search import index
from leviers.search.everything import ECRITS, PAGE, Answer, Group
from leviers.search.hits import Hit
from leviers.web.addresses import find_fait_page
from leviers.web.faits.words import INVENTE
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import enumere, nombre, pluriel, typo

NAMES = {
    "metropole": ("métropole", "metropoles"),
    "levier": ("levier", "leviers"),
    "demarche": ("démarche", "demarches"),
    "article": ("article", "articles"),
    "annonce": ("annonce", "annonces"),
    "reseau": ("réseau", "reseaux"),
    "structure": ("structure", "structures"),
    "marche": ("marché", "marches"),
    "subvention": ("subvention", "subventions"),
    "deliberation": ("délibération", "deliberations"),
}
_PLURALS = {"reseau": "réseaux"}
_UNTITLED = {
    "marche": "Marché sans objet déclaré",
    "subvention": "Subvention sans objet déclaré",
    "deliberation": "Délibération sans titre déclaré",
    "structure": "Structure sans nom déclaré",
}
_PAGES = {"structure": "acteur", "annonce": "reseau-annonce", "reseau": "reseau-membres"}
"""Genre of the page of a genre of result, where it has another name."""
NOTES = {
    index.SANS_MOT: "Ce texte ne contient aucun mot à chercher (« le », « de », « pour » ne comptent pas).",
    index.UN_SEUL: "Aucun résultat avec tous les mots ; voici ceux qui en contiennent au moins un.",
    index.PROCHE: "Très peu de résultats exacts ; voici aussi ceux qui contiennent un mot très proche.",
    index.INACHEVE: "Le dernier mot a été pris comme le début d’un autre.",
    index.AUCUN: "Aucun résultat. Essayez un mot plus court ou plus courant.",
}
TRONQUEE = "Recherche trop longue : seuls ses 200 premiers signes et 12 premiers mots ont été cherchés."
SANS_INDEX = "Structures et actes publics ne sont pas encore dans la recherche : leur index se prépare."
BEYOND = "Seuls les {shown} premiers se feuillettent : ajoutez un mot ou un filtre pour en voir d’autres."
EXAMPLES = (
    ('"marché réservé"', "ces mots, dans cet ordre"),
    ("insertion -formation", "le premier mot, sans le second"),
    ("metropole:nantes", "une métropole"),
    ("annee:2024", "une année ; annee:2020-2024 pour plusieurs"),
    (
        "genre:marche",
        "un genre : metropole, levier, demarche, article, annonce, reseau, structure, marche, subvention, "
        "deliberation",
    ),
    ("levier:spaser", "un levier d’une démarche, ou que la machine propose pour un acte"),
    ("champ:achats-responsables", "un champ d’action"),
    ("siren:244400404", "un acteur, par ses neuf chiffres"),
)


@dataclass(frozen=True)
class Shown:
    """One result: where its page is, empty when it has none; `sans_titre` replaces a title never declared."""

    hit: Hit
    adresse: str
    sans_titre: str


@dataclass(frozen=True)
class ShownGroup:
    """One genre; `suite` leads to all of it, with its words, empty when everything is shown."""

    genre: str
    titre: str
    nb: int
    hits: tuple[Shown, ...]
    est_fictif: bool
    suite: str
    suite_en_mots: str


class Page:
    """Everything the template asks is here, ready."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.texte = answer.asked.texte
        self.genre = answer.genre
        self.notes = list_notes(answer)
        self.groups = [_show(answer, group) for group in answer.groups if group.hits]
        self.twin = f"{reverse_url('recherche-json')}?{self._query()}"
        self.est_fictif = any(group.est_fictif for group in self.groups)
        self.examples = [(text, self._address(q=text), typo(said)) for text, said in EXAMPLES]

    @property
    def nom(self) -> str:
        """Name of the genre shown alone, in the plural."""
        return name_many(self.genre) if self.genre else ""

    @property
    def all_genres(self) -> str:
        """Address of the same words among everything."""
        return self._address(q=self.texte)

    @property
    def follow(self) -> str:
        """What is followed when these words are."""
        return f"{reverse_url('recherche')}?{self._query()}"

    def page_address(self, number: int) -> str:
        """Address of one page of the genre shown alone."""
        return f"?{self._query(page=number)}"

    def _query(self, page: int = 1) -> str:
        given = {"q": self.texte, "genre": self.genre, "page": page if page > 1 else ""}
        return urlencode({name: value for name, value in given.items() if value})

    def _address(self, **given: str) -> str:
        return f"{reverse_url('recherche')}?{urlencode(given)}"


def name_many(genre: str) -> str:
    """Name of a genre, in the plural."""
    return _PLURALS.get(genre, f"{NAMES[genre][0]}s")


def list_notes(answer: Answer) -> list[str]:
    """What was done with the text, when it is not plain."""
    notes = [TRONQUEE] if answer.asked.est_tronquee else []
    if refused := answer.asked.filters.refused:
        said = enumere([f"« {text} »" for text in refused])
        notes.append(f"Filtre inconnu, laissé de côté : {said}.")
    if answer.asked.texte and answer.mots in NOTES and not (refused and answer.mots == index.SANS_MOT):
        notes.append(NOTES[answer.mots])
    if answer.asked.texte and answer.has_build and not answer.numero:
        notes.append(SANS_INDEX)
    nb = sum(group.nb for group in answer.groups)
    if answer.genre and nb > answer.pages * PAGE:
        notes.append(BEYOND.format(shown=nombre(answer.pages * PAGE)))
    return [typo(note) for note in notes]


def as_object(answer: Answer) -> dict[str, Any]:
    """The same results as data: groups in the order of the page, empty ones included."""
    head = {"q": answer.asked.texte, "mots": answer.mots, "version": answer.version, "build": answer.numero}
    alone = {"genre": answer.genre, "page": answer.page, "pages": answer.pages} if answer.genre else {}
    invented = any(group.est_fictif and group.nb for group in answer.groups)
    return {
        **head,
        **alone,
        "notes": list_notes(answer),
        **({"avertissement": INVENTE} if invented else {}),
        **{NAMES[group.genre][1]: _as_group(group) for group in answer.groups},
    }


def find_address(hit: Hit) -> str:
    """Each genre is the name of the page of its things; empty while a genre has no page."""
    if hit.genre in ECRITS:
        return reverse_url(_PAGES.get(hit.genre, hit.genre), hit.cle)
    return find_fait_page(_PAGES.get(hit.genre, hit.genre), hit.cle)


def _show(answer: Answer, group: Group) -> ShownGroup:
    noun, _ = NAMES[group.genre]
    shown = ShownGroup(
        genre=group.genre,
        titre=pluriel(group.nb, noun, name_many(group.genre)),
        nb=group.nb,
        hits=tuple(Shown(hit, find_address(hit), _UNTITLED.get(hit.genre, "")) for hit in group.hits),
        est_fictif=group.est_fictif,
        suite="",
        suite_en_mots="",
    )
    if answer.genre:
        return shown
    asked = answer.asked
    suite = f"{reverse_url('recherche')}?{urlencode({'q': asked.texte, 'genre': group.genre})}"
    words = f"Voir les {nombre(group.nb)} {name_many(group.genre)}"
    if group.genre == "demarche" and not asked.has_operators:
        suite = f"{reverse_url('demarches')}?{urlencode({'q': asked.texte})}"
        all_shown = group.nb <= len(group.hits)
        words = (
            "Filtrer et télécharger ces démarches" if all_shown else f"{words}, les filtrer, les télécharger"
        )
    elif group.nb <= len(group.hits):
        return shown
    return replace(shown, suite=suite, suite_en_mots=typo(words))


def _as_group(group: Group) -> dict[str, Any]:
    noun, _ = NAMES[group.genre]
    return {
        "nb": group.nb,
        "libelle": pluriel(group.nb, noun, name_many(group.genre)),
        **({"est_fictif": True} if group.est_fictif else {}),
        "premiers": [_as_hit(hit) for hit in group.hits],
    }


def _as_hit(hit: Hit) -> dict[str, Any]:
    texts = {name: "".join(text for text, _ in getattr(hit, name)) for name in ("titre", "extrait")}
    texts["titre"] = texts["titre"] or _UNTITLED.get(hit.genre, "")
    return {
        "cle": hit.cle,
        "contexte": ", ".join(hit.contexte),
        **texts,
        "adresse": find_address(hit) or None,
    }
