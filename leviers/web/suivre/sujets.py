"""What can be followed, found by the two words of an address and told in French; the unknown is a 404.

Another part adds its own: `FINDERS["article"] = find_article` gives a Sujet from an identifier.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404

from leviers.catalogue import published
from leviers.evidence import explore
from leviers.evidence.explorers import EXPLORERS
from leviers.evidence.selection import Selection
from leviers.participation.articles.publies import list_articles
from leviers.participation.models.suivis import LONGEST_ID
from leviers.participation.suivis.demandes import Demande
from leviers.participation.suivis.recherches import LIMIT
from leviers.publication.suivis import ETUDE
from leviers.reference import territoires, typologie
from leviers.search import selection, suivis
from leviers.search.asked import read_asked
from leviers.search.demarches import select_demarches
from leviers.search.operators import GENRES
from leviers.web.commentaires.subjects import find_subject
from leviers.web.demarches import listing as demarches
from leviers.web.demarches.sentence import tell_result
from leviers.web.demarches.views import find_demarche
from leviers.web.faits import codes
from leviers.web.faits.listing import read_places, write_address
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import nombre, typo
from leviers.web.recherche.page import name_many


@dataclass(frozen=True)
class Sujet:
    """One thing that can be followed.

    dit       what letters will tell of it
    refus     why it cannot be followed by e-mail, empty when it can
    """

    sujet: str
    id: str
    titre: str
    adresse: str
    dit: str
    refus: str = ""
    est_fictif: bool = False

    @property
    def form(self) -> str:
        """Address of its form."""
        return f"{reverse_url('suivre')}?{urlencode({'sujet': self.sujet, 'id': self.id})}"

    @property
    def flux(self) -> str:
        """Address of its feed."""
        return f"{reverse_url('suivre-flux')}?{urlencode({'sujet': self.sujet, 'id': self.id})}"

    @property
    def demande(self) -> Demande:
        """What is kept of it."""
        return Demande(self.sujet, self.id, self.titre, self.adresse)


_LOST = (
    "On suit une métropole, un levier, un champ, une démarche, un usage, une discussion, un auteur, "
    "l’étude ou une recherche."
)
_MOVES = "les niveaux de preuve qui montent ou baissent, les démarches publiées, modifiées ou retirées"


def find_sujet(sujet: str, code: str) -> Sujet:
    """The thing that an address names.

    Raises  Http404 with what to do
    """
    finder = FINDERS.get(sujet)
    if finder is None or len(code) > 4 * LONGEST_ID:
        raise Http404(_LOST)
    return finder(code)


def _find_demarche(code: str) -> Sujet:
    demarche = find_demarche(code, published.current())
    titre = f"{demarche.titre}, {demarche.territoire.nom}"
    dit = "chaque nouvelle version de la fiche, et ce qui y change"
    return Sujet("demarche", code, titre, reverse_url("demarche", code), dit)


def _find_levier(code: str) -> Sujet:
    levier = typologie.load_leviers().get(code)
    if levier is None:
        raise Http404("Ce levier n’existe pas. Cherchez-le dans la liste des leviers.")
    titre = f"Levier « {levier.nom_court} »"
    return Sujet("levier", code, typo(titre), reverse_url("levier", code), f"{_MOVES}, la fiche du levier")


def _find_champ(code: str) -> Sujet:
    champ = typologie.load_champs().get(code)
    if champ is None:
        raise Http404("Ce champ n’existe pas. Cherchez-le dans la liste des champs.")
    dit = f"{_MOVES}, les fiches de ses leviers"
    return Sujet("champ", code, typo(f"Champ « {champ.nom} »"), reverse_url("champ", code), dit)


def _find_territoire(code: str) -> Sujet:
    place = territoires.index_by_slug().get(code)
    if place is None:
        raise Http404("Cette métropole n’existe pas. Cherchez-la dans la liste des 22 métropoles.")
    return Sujet("territoire", code, place.nom, reverse_url("metropole", code), f"{_MOVES}, les repères")


def _find_usage(code: str) -> Sujet:
    slug, _, levier_code = code.partition("/")
    place, levier = territoires.index_by_slug().get(slug), typologie.load_leviers().get(levier_code)
    if place is None or levier is None:
        raise Http404("Cet usage n’existe pas. Cherchez-le dans la matrice.")
    dit = "le niveau de preuve quand il monte ou baisse, les démarches publiées, modifiées ou retirées"
    page = reverse_url("usage", slug, levier_code)
    return Sujet("usage", code, typo(f"« {levier.nom_court} », {place.nom}"), page, dit)


def _find_etude(code: str) -> Sujet:
    if code != ETUDE[1]:
        raise Http404(_LOST)
    return Sujet(*ETUDE, "L’étude", reverse_url("etude"), "chaque nouvelle édition")


def _find_recherche(code: str) -> Sujet:
    """A search by the address of its page: brought to its one form, whatever was typed."""
    nom, asked = suivis.read_address(code)
    is_fictif = False
    if nom == suivis.RECHERCHE:
        adresse, titre = _read_everywhere(asked)
    elif nom == suivis.DEMARCHES:
        result = select_demarches(selection.read_selection(asked))
        kept = selection.Selection(result.selection.q, result.selection.filters)
        adresse, titre = demarches.write_address(kept), _name_demarches(tell_result(result))
    elif nom in EXPLORERS:
        adresse, titre, is_fictif = _read_list(nom, asked)
    else:
        raise Http404("On suit la recherche, les démarches, ou l’une des quatre listes d’actes et d’acteurs.")
    refus = ""
    nb = suivis.count_results(adresse)
    if len(adresse) > LONGEST_ID:
        refus = "Cette sélection a trop de filtres pour être suivie par courriel : retirez-en quelques-uns."
    elif nb > LIMIT:
        refus = (
            f"Cette recherche donne {nombre(nb)} résultats : au-delà de {nombre(LIMIT)}, elle ne se suit pas "
            "par courriel. Ajoutez un mot ou un filtre."
        )
    dit = "les nouveaux résultats, quand les données changent"
    return Sujet(suivis.RECHERCHE, adresse, titre, adresse, dit, typo(refus), is_fictif)


def _read_everywhere(asked: suivis.Asked) -> tuple[str, str]:
    texte = read_asked(asked.get("q", [""])[0]).texte
    genre = asked.get("genre", [""])[0]
    if not texte:
        raise Http404("Écrivez d’abord des mots à chercher : c’est la recherche de ces mots que l’on suit.")
    pairs = {"q": texte} | ({"genre": genre} if genre in GENRES else {})
    among = f", parmi les {name_many(genre)}" if genre in GENRES else ""
    return f"{reverse_url('recherche')}?{urlencode(pairs)}", typo(f"Recherche « {texte} »{among}")


def _read_list(nom: str, asked: suivis.Asked) -> tuple[str, str, bool]:
    build = suivis.find_build()
    if build is None:
        raise Http404("Aucun fichier public n’a encore été lu sur ce site : revenez plus tard.")
    chosen = explore.read_selection(build, EXPLORERS[nom], asked)[0]
    words = codes.tell_selection(chosen, read_places(build))
    named = codes.NOMS[nom][1]
    titre = typo(f"{named[0].upper()}{named[1:]}{f', {words}' if words else ''}")
    if build.est_fictif:
        titre = f"{titre} (données inventées)"
    return write_address(nom, Selection(chosen.q, chosen.filters)), titre, build.est_fictif


def _name_demarches(told: str) -> str:
    """« 12 démarches dans le champ… » without its count, which changes."""
    said = told[told.index("démarche") :].removeprefix("démarches").removeprefix("démarche")
    return f"Démarches{said}"


def _find_auteur(code: str) -> Sujet:
    signed = [one for one in list_articles(published.current()) if one.auteur and str(one.auteur.id) == code]
    if not signed or not signed[0].auteur:
        raise Http404("Cette personne n’a pas d’article publié. La liste donne tous les articles.")
    address = f"{reverse_url('articles')}?auteur={code}"
    return Sujet(
        "auteur", code, typo(f"Articles de {signed[0].auteur.nom}"), address, "chaque nouvel article"
    )


def _find_discussion(code: str) -> Sujet:
    kind, _, named = code.partition("/")
    found = find_subject(kind, named)
    titre = typo(f"Commentaires : {found.titre}")
    return Sujet("discussion", code, titre, found.address, "chaque nouveau commentaire affiché")


FINDERS: dict[str, Callable[[str], Sujet]] = {
    "demarche": _find_demarche,
    "levier": _find_levier,
    "champ": _find_champ,
    "territoire": _find_territoire,
    "usage": _find_usage,
    "etude": _find_etude,
    "auteur": _find_auteur,
    "discussion": _find_discussion,
    "recherche": _find_recherche,
}
