"""General pages: what they count is what the catalogue holds, and errors are useful."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client

from leviers.catalogue import models
from leviers.evidence import usages
from leviers.web.pages import views
from leviers.web.pages.limits import measure_limits
from tests.web.facts import read_demarches, read_text

PAGES = (
    "/methode/",
    "/donnees/",
    "/donnees/dictionnaire/",
    "/donnees/demarches/",
    "/api/",
    "/mentions-legales/",
    "/accessibilite/",
    "/kit/",
)


def _text(client, address):
    return read_text(client.get(address).content.decode())


@pytest.mark.parametrize("address", PAGES)
def test_a_general_page_answers_with_one_title_and_no_jump_between_headings(client, catalogue, address):
    content = client.get(address).content.decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])", content)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert ' style="' not in content


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/methode/", 2), ("/donnees/", 1), ("/kit/", 2), ("/mentions-legales/", 1), ("/accessibilite/", 1)],
)
def test_a_general_page_costs_two_queries_at_most(
    client, catalogue, django_assert_num_queries, address, queries
):
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_only_read(client, catalogue, address):
    assert client.post(address).status_code == 405


def test_the_method_counts_what_is_missing(client, catalogue):
    rows = read_demarches()
    text = _text(client, "/methode/")
    counts = Counter(row["metropole_siren"] for row in rows)
    assert (max(counts.values()), min(counts.values())) == (28, 7)
    assert "De 7 démarches pour Metz à 28 pour Lyon et Nantes" in text
    for label, count in (
        ("Une seule source", sum(len(row["sources"]) == 1 for row in rows)),
        ("Année de début inconnue", sum(row["annee_debut"] is None for row in rows)),
        ("Statut inconnu", sum(row["statut"] == "inconnu" for row in rows)),
        ("Sans montant", sum(row["montant_eur"] is None for row in rows)),
    ):
        assert f"{label} {count} démarches" in text
    assert "590 pages publiques différentes, citées 739 fois" in text
    assert "relues face à leurs sources en novembre 2026" in text


def test_limits_are_counted_on_a_catalogue_one_can_hold_in_mind(mini, client):
    mini.demarche("une", "nantes", "spaser", annee_debut=None, statut="inconnu")
    mini.demarche("deux", "nantes", "spaser clause-sociale-insertion", confiance="moyenne", montant_eur=10.0)
    mini.demarche("trois", "brest", "monnaie-locale")
    source = models.Source.objects.get(demarche_id="brest-trois")
    source.est_morte = True
    source.save()
    models.Etat.bump()
    catalogue = views.published.current()
    found = measure_limits(catalogue, usages.compute_usages(catalogue))
    assert (found.nb_demarches, found.nb_une_source, found.nb_sans_annee) == (3, 3, 1)
    assert (found.nb_statut_inconnu, found.nb_sans_montant, found.nb_citations_mortes) == (1, 2, 1)
    assert (found.nb_confiance_haute, found.nb_confiance_moyenne) == (2, 1)
    assert found.most == (2, ("Nantes",))
    assert found.least[0] == 0
    assert len(found.least[1]) == 20
    assert len(found.leviers_sans_demarche) == 47  # of 50, three are used
    assert {niveau.code: count for niveau, count in found.par_niveau if count} == {
        "non-repere": 1097,
        "documente": 3,
    }


def test_the_method_never_says_that_22_answered(client, catalogue):
    text = _text(client, "/methode/")
    assert "13 métropoles ont été enquêtées de mars à juin 2018 ( Avise" in text
    assert "Nous n’écrivons donc jamais que 22 métropoles ont répondu" in text
    assert "nombre exact de métropoles qui ont répondu" in text


def test_the_method_says_what_is_not_done_yet_and_how_to_complete(client, catalogue):
    content = client.get("/methode/").content.decode()
    for anchor in ("preuves", "sources", "limites", "etude", "perimetre", "completer", "citer", "a-venir"):
        assert f'id="{anchor}"' in content
        assert f'href="#{anchor}"' in content
    assert read_text(content).count("À venir") == 1


def test_leviers_without_demarche_are_named(client, catalogue):
    used = {levier for row in read_demarches() for levier in row["leviers"]}
    limits = measure_limits(catalogue, usages.compute_usages(catalogue))
    assert {levier.code for levier in limits.leviers_sans_demarche} == {
        "garantie-emprunt",
        "marche-reserve-ess",
    }
    assert not {levier.code for levier in limits.leviers_sans_demarche} & used


def test_the_method_of_an_empty_catalogue_still_answers(client, mini):
    assert "Aucune démarche n’est publiée sans source" in _text(client, "/methode/")


def test_legal_notices_say_what_the_operator_must_fill(client, catalogue):
    assert _text(client, "/mentions-legales/").count("à compléter par l’exploitant du site") == 4


def test_legal_notices_name_the_operator_when_known(client, catalogue, settings):
    settings.EDITEUR, settings.HEBERGEUR = "Association Orval", "Hébergeur d’Orval"
    settings.CONTACT = "bonjour@exemple.invalid"
    text = _text(client, "/mentions-legales/")
    assert "Association Orval" in text
    assert "Hébergeur d’Orval" in text
    assert text.count("bonjour@exemple.invalid") == 2
    assert "à compléter" not in text
    assert "bonjour@exemple.invalid" in _text(client, "/methode/")
    assert "Association Orval s’engage" in _text(client, "/accessibilite/")


def test_the_declaration_of_accessibility_has_what_the_law_asks(client, catalogue):
    text = _text(client, "/accessibilite/")
    for words in ("partiellement conforme", "Contenus non accessibles", "Défenseur des droits", "71120"):
        assert words in text


def test_every_page_says_its_state_of_accessibility(client, catalogue):
    assert "Accessibilité : partiellement conforme" in _text(client, "/")


def test_the_kit_shows_every_macro(client, catalogue):
    content = client.get("/kit/").content.decode()
    macros = (views.Path(views.__file__).parents[1] / "kit/macros.html").read_text(encoding="utf-8")
    for name in re.findall(r"macro (\w+)\(", macros):
        assert f"kit.{name}(" in content or name in ("champ_sign", "niveau_badge", "external"), name
    assert content.count("<h3>") > 12


def test_the_kit_gives_contrasts(client, catalogue):
    assert "--accent #b3360b 5,93" in _text(client, "/kit/")


@pytest.mark.parametrize(
    "bad", ["/nulle-part/", "/x" * 5000, "/%00", "/..%2f..%2fetc/passwd", "/é'\"<b>/", "/🎈/"]
)
def test_an_address_that_leads_nowhere_is_said_in_french_with_a_way_out(client, catalogue, bad):
    answer = client.get(bad)
    assert answer.status_code == 404
    text = read_text(answer.content.decode())
    assert "Cette page n’existe pas" in text
    assert "Reprendre d’ici" in text
    assert b'action="/recherche/"' in answer.content
    assert b"noindex" in answer.content


def test_a_view_may_say_why_and_it_is_escaped(rf):
    content = views.not_found(rf.get("/x"), Http404("Cette <métropole> n’existe pas")).content.decode()
    assert "Cette &lt;métropole&gt; n’existe pas" in content


@pytest.mark.parametrize(
    ("view", "error", "status", "words"),
    [
        (views.bad_request, BadRequest(), 400, "Cette demande n’est pas lisible"),
        (views.bad_request, SuspiciousOperation(), 400, "Cette demande n’est pas lisible"),
        (views.forbidden, PermissionDenied(), 403, "Cette page est réservée"),
    ],
)
def test_a_refusal_is_said_in_french(rf, view, error, status, words):
    answer = view(rf.get("/x"), exception=error)
    assert (answer.status_code, words in read_text(answer.content.decode())) == (status, True)


def test_a_form_without_its_key_writes_nothing_and_says_so(catalogue):
    before = models.Signalement.objects.count()
    demarche = next(iter(catalogue.demarches))
    client = Client(enforce_csrf_checks=True)
    answer = client.post(f"/demarches/{demarche}/signaler/", {"objet": "erreur", "message": "Un message."})
    assert answer.status_code == 403
    assert "Rien n’a été enregistré" in read_text(answer.content.decode())
    assert models.Signalement.objects.count() == before


def test_a_breakdown_needs_neither_template_nor_context(monkeypatch):
    monkeypatch.setattr(views, "render", None)
    answer = views.server_error(None)
    assert answer.status_code == 500
    text = read_text(answer.content.decode())
    assert "Une panne de notre côté" in text
    assert "{" not in answer.content.decode()


def test_an_error_in_a_view_gives_the_page_of_breakdowns(catalogue, monkeypatch):
    monkeypatch.setattr(views.limits, "measure_limits", lambda *_: 1 / 0)
    answer = Client(raise_request_exception=False).get("/methode/")
    assert answer.status_code == 500
    assert "Une panne de notre côté" in answer.content.decode()


def test_maintenance_answers_503_alone_and_the_probe_still_works(client, catalogue, home):
    flag = home / "maintenance"
    flag.touch()
    try:
        answer = client.get("/")
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "600"
        assert "Maintenance en cours" in read_text(answer.content.decode())
        assert client.get("/sante").status_code == 200
    finally:
        flag.unlink()
