"""Figures that are none, signs that do not show, markup, where a number or a choice is asked for."""

import pytest

from tests.hostile.formulaires import FORMULAIRES
from tests.hostile.monde import open_again
from tests.hostile.reading import find_danger

pytestmark = pytest.mark.django_db
STRANGE = ("²", "9" * 5000, "un\x00\x0b\uffff'\"><script>piege(1)</script>")
HIDDEN = (
    "jeton depuis parent version garder ajouter retirer geste next chemin cle champ participation vu lot "
    "suivi b:suite/souhait r:suite/ordre:aap s:suite/souhait"
).split()
"""Fields that a page fills by itself, of any form."""
ASKED = (
    "page repondre nouvelles garde dit genre sujet id q tri champ levier territoire annee lien sens nature "
    "monde langue lettre version commune titre theme fonction merci envoye fait suivi rang t c resultat vue "
    "departement"
).split()
"""Words of addresses, of any page."""
READ = (
    *("/", "/leviers/", "/metropoles/", "/demarches/", "/demarches.json", "/demarches.csv", "/matrice/"),
    *("/comparer/", "/comparer/ensemble/", "/comparer/configurations/", "/recherche/", "/recherche.json"),
    *("/articles/", "/articles.json", "/articles/flux.atom", "/reseau/", "/reseau.json", "/reseau.csv"),
    *("/reseau/flux.atom", "/reseau/cooperations/", "/reseau/personnes/", "/reseau/collectivites/"),
    *("/commentaires/", "/contributions/", "/contributions/proposer/", "/suivre/", "/suivre/flux.atom"),
    *("/suivre/mes-suivis/", "/journal/", "/journal.json", "/indicateurs/", "/graphiques/", "/enquetes/"),
    *("/etude/", "/donnees/", "/moderation/bilan/", "/compte/connexion/", "/leviers/spaser/signaler/"),
    *(
        "/indicateurs/part-marches-ess/signaler/",
        "/enquetes/{campagne}/{jeton}/section/suite/",
        "/confirmer/",
    ),
)
OF_PEOPLE = {
    "camille": (
        "/compte/",
        "/compte/profil/",
        "/reseau/collectivites/rejoindre/",
        "/reseau/annonces/publier/",
    ),
    "andrea": ("/moderation/", "/moderation/journal/", "/compte/roles/", "/reseau/demandes/"),
    "bertille": ("/relecture/", "/relecture/historique/", "/relecture/rapprochements/"),
    "alice": ("/enquetes/gestion/creer/", "/enquetes/gestion/campagnes/{campagne}/lettres/"),
    "ada": ("/etude/gestion/", "/etude/gestion/corrections/", "/etude/gestion/textes/"),
}


def ask_kindly(browser):
    """A browser to which an error of the site is an answer like another."""
    browser.raise_request_exception = False
    return browser


def test_no_field_of_a_form_makes_an_error_whatever_it_holds(monde):
    wrong = []
    for formulaire in FORMULAIRES:
        browser = ask_kindly(monde.browsers[formulaire.qui])
        for strange in STRANGE:
            open_again(monde)
            chosen = dict.fromkeys((*HIDDEN, *(set(formulaire.dit) - set(formulaire.mots))), strange)
            answer = browser.post(monde.path(formulaire.adresse), formulaire.fill(monde) | chosen)
            if answer.status_code >= 500:
                wrong.append((formulaire.nom, strange[:10], answer.status_code))
            elif answer.status_code != 303 and (danger := find_danger(answer)):
                wrong.append((formulaire.nom, strange[:10], danger))
    assert wrong == []


def test_no_word_of_an_address_makes_an_error_nor_an_element_whatever_it_holds(monde):
    wrong = []
    people = {"personne": READ} | OF_PEOPLE
    for who, path in [(who, path) for who, paths in people.items() for path in paths]:
        browser = ask_kindly(monde.browsers[who])
        for strange in STRANGE:
            answer = browser.get(monde.path(path), dict.fromkeys(ASKED, strange[:200]))
            if answer.status_code >= 500:
                wrong.append((path, strange[:10], answer.status_code))
            elif danger := find_danger(answer) if answer.content else []:
                wrong.append((path, strange[:10], danger))
    assert wrong == []


def test_a_search_of_signs_that_do_not_show_has_a_feed_that_can_be_read(monde):
    for typed in ("tiers\x0blieu", "tiers\uffff lieu", "tiers\x00lieu"):
        asked = {"sujet": "recherche", "id": f"/recherche/?q={typed}"}
        answer = monde.browsers["personne"].get("/suivre/flux.atom", asked)
        assert answer.status_code in (200, 404)
        assert find_danger(answer) == []
