"""A forged host and a line break lead nowhere: not in a link, a letter, a feed, nor in a header."""

import re

import pytest

from leviers.courrier.models import Lettre
from leviers.courrier.tournee import make_message
from leviers.survey.models import Envoi, Version
from tests.hostile.formulaires import FORMULAIRES
from tests.hostile.monde import open_again
from tests.web.droits import BY_ADDRESS

pytestmark = pytest.mark.django_db
SITE, ELSEWHERE = "https://leviers.exemple", "ailleurs.invalid"
FORGED = {"host": "localhost", "x-forwarded-host": ELSEWHERE, "forwarded": f"host={ELSEWHERE}"}
"""The host is one of ours, but not the one that readers know."""
READ = (
    *("/", "/sitemap.xml", "/robots.txt", "/leviers/spaser/", "/metropoles/nantes/", "/demarches/nantes-a/"),
    *(
        "/articles/",
        "/articles/flux.atom",
        "/articles.json",
        "/articles/{article}/",
        "/articles/{article}.json",
    ),
    *("/reseau/", "/reseau/flux.atom", "/reseau.json", "/reseau/annonces/{annonce}/", "/api/", "/api/v1/"),
    *("/reseau/cooperations.json", "/suivre/flux.atom?sujet=levier&id=spaser", "/donnees/", "/matrice.json"),
    *("/commentaires/?sujet=levier&id=spaser", "/compte/connexion/", "/suivre/?sujet=levier&id=spaser"),
    *("/enquetes/{campagne}/{jeton}/", "/enquetes/{campagne}/{jeton}/openrosa/formList"),
    *("/enquetes/{campagne}/{jeton}/openrosa/manifest", "/gestion/login/", "/gestion/password_reset/"),
)
CUT = "Titre\r\nBcc: piege@exemple.invalid\r\n\r\nCorps"


@pytest.fixture
def monde(monde, settings):
    """The same world, on a site that readers know by another name than the machine."""
    settings.SITE_URL = SITE
    return monde


def list_hosts(text):
    """Hosts of the addresses in a text that could be ours."""
    return {host for host in re.findall(r"https?://([^/\s\"'<>&]+)", text) if host not in SITE} - {
        "leviers.exemple"
    }


def test_a_host_that_is_not_ours_is_refused_everywhere(monde):
    wrong = []
    for address in READ:
        answer = monde.browsers["personne"].get(monde.path(address), headers={"host": ELSEWHERE})
        if answer.status_code != 400 or ELSEWHERE in answer.content.decode():
            wrong.append((address, answer.status_code))
    assert wrong == []


def test_whole_addresses_are_those_of_the_site_whatever_the_request_says(monde):
    wrong = []
    for address in READ:
        answer = monde.browsers["personne"].get(monde.path(address), headers=FORGED)
        text = f"{answer.headers} {answer.content.decode()}"
        if answer.status_code >= 400 or ELSEWHERE in text or "//localhost" in text:
            wrong.append((address, answer.status_code, sorted(list_hosts(text))[:5]))
    assert wrong == []


def test_no_form_puts_the_host_of_the_request_in_a_letter(monde):
    open_again(monde)
    before = max(Lettre.objects.values_list("pk", flat=True), default=0)
    for formulaire in FORMULAIRES:
        open_again(monde)
        browser = monde.browsers[formulaire.qui]
        browser.post(monde.path(formulaire.adresse), formulaire.fill(monde), headers=FORGED)
    for path, said in BY_ADDRESS.items():
        monde.browsers["personne"].post(path, said, headers=FORGED)
    letters = list(Lettre.objects.filter(pk__gt=before))
    text = " ".join(f"{one.sujet} {one.texte} {one.html} {one.entetes}" for one in letters)
    assert len({one.genre for one in letters}) >= 8
    assert ELSEWHERE not in text
    assert "//localhost" not in text
    assert SITE in text


def test_a_line_break_in_any_field_makes_no_header(monde):
    before = max(Lettre.objects.values_list("pk", flat=True), default=0)
    for formulaire in FORMULAIRES:
        open_again(monde)
        formulaire.send(monde, dict.fromkeys(formulaire.mots, CUT))
    letters = [*Lettre.objects.filter(pk__gt=before), *Envoi.objects.all()]
    assert letters
    for one in letters:
        message = make_message(one, "lea@exemple.invalid", getattr(one, "entetes", {})).message()
        assert message["Bcc"] is None, one.genre
        assert message.as_bytes().split(b"\n\n")[0].count(b"\nTo: ") == 1
        assert not re.search(r"[\r\n]", one.sujet), one.genre


def test_a_line_break_in_an_address_is_refused_by_every_form(monde):
    before, wrong = Lettre.objects.count(), []
    forms = BY_ADDRESS | {
        "/commentaires/?sujet=levier&id=spaser": {"texte": "Voilà.", "nom": "Léa", "courriel": ""},
        "/leviers/spaser/signaler/": {"objet": "juste", "courriel": ""},
    }
    for path, said in forms.items():
        name = "email" if "email" in said else "courriel"
        for more in ("\r\nBcc: x@y.fr", "\nx", ",x@y.fr", "\x00", " x@y.fr"):
            answer = monde.browsers["personne"].post(path, said | {name: f"lea@exemple.fr{more}"})
            wrong += [(path, more)] if answer.status_code not in (200, 422) else []
    assert wrong == []
    assert Lettre.objects.count() == before


def test_the_name_of_a_file_makes_no_header(monde):
    Version.objects.update(nom_fichier='a"\r\nX-Piege: oui\r\n\r\n<script>.xlsx')
    answer = monde.browsers["alice"].get(monde.path("/enquetes/gestion/questionnaires/{version}/tableur/"))
    assert answer.status_code == 200
    assert "X-Piege" not in answer.headers
    assert not re.search(r'[\r\n]|"[^;]*"[^;]*"', answer.headers["Content-Disposition"])


def test_a_way_back_makes_no_header_and_leads_to_no_other_site(monde):
    for way in ("/compte/\r\nSet-Cookie: a=b", "/\\ailleurs.invalid", "//ailleurs.invalid", "https:ailleurs"):
        said = {"courriel": "lea@exemple.fr", "next": way}
        answer = monde.browsers["personne"].post("/compte/connexion/", said)
        assert "a=b" not in str(answer.cookies)
        assert answer["Location"] == "/compte/connexion/code/"
