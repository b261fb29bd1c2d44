"""Articles: what readers see, what is only for those who have an account, and what nobody can break."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from leviers.catalogue import published
from leviers.participation.articles.assainir import clean
from leviers.participation.models import Article
from tests.participation.conftest import write_article

ATOM = "{http://www.w3.org/2005/Atom}"
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "</title><svg onload=alert(1)>",
    "{{ 7*7 }}",
)
SECRET = "motsecretreserve"


def read(client, path):
    """The text of an answer that is 200."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_typed_in_any_field_is_shown_and_never_run(client, contributeur, payload):
    contributeur.first_name = payload
    contributeur.save()
    quote = {"texte": payload, "qui": payload, "url": payload}
    figure = {"indicateur": payload, "territoire": payload, "lien": payload, "annee": None}
    article = write_article(
        f"Titre {payload}",
        ("intertitre", payload),
        ("sous_titre", payload),
        ("texte", f'<p onclick="alert(1)">{payload}<a href="javascript:alert(1)">ici</a></p>'),
        ("citation", quote),
        ("figure", figure),
        ("graphique", payload),
        ("demarche", payload),
        ("levier", payload),
        ("video", {"titre": payload, "url": payload}),
        auteur=contributeur,
        chapo=f"Chapô {payload}",
        sujets=("levier/spaser",),
    )
    for path in (f"/articles/{article.slug}/", "/articles/", "/leviers/spaser/"):
        html = read(client, path)
        for bad in ("<script>alert", "<img src=x", "<svg onload", "onclick=", 'href="javascript:', ">49<"):
            assert bad not in html, (path, bad)
    ElementTree.fromstring(read(client, "/articles/flux.atom"))


def test_rich_text_keeps_bold_links_and_lists_alone():
    assert clean('<p>Un <b>mot</b> <a href="/leviers/">lié</a><ul><li>a</ul>') == (
        '<p>Un <strong>mot</strong> <a href="/leviers/">lié</a><ul><li>a</li></ul></p>'
    )
    assert clean("<h1>x</h1><style>p{}</style><iframe src=//a>b</iframe>") == "x"
    for address in (
        "//mechant.invalid",
        "java\tscript:x",
        "data:text/html,x",
        "/\\mechant.invalid",
        "http:///x",
    ):
        assert "href" not in clean(f'<a href="{address}">x</a>'), address


def test_an_article_for_subscribers_shows_its_chapo_and_the_way_to_log_in(client, contributeur, animateur):
    article = write_article(
        "Pour les abonnés",
        ("texte", f"<p>{SECRET}</p>"),
        ("intertitre", SECRET),
        auteur=contributeur,
        visibilite="abonnes",
        chapo="Un chapô pour tous.",
        sujets=("levier/spaser",),
    )
    page = read(client, f"/articles/{article.slug}/")
    assert "Un chapô pour tous." in page
    assert "Se connecter pour lire la suite" in page
    paths = (
        f"/articles/{article.slug}/",
        f"/articles/{article.slug}.json",
        "/articles/",
        "/articles.json",
        "/articles/flux.atom",
        "/leviers/spaser/",
        "/sitemap.xml",
    )
    for path in paths:
        assert SECRET not in read(client, path), path
    for path in (f"/recherche/?q={SECRET}", f"/recherche.json?q={SECRET}"):
        assert "Un chapô pour tous." not in read(client, path), path
    assert article.slug not in read(client, "/sitemap.xml")
    reader = Client()
    reader.force_login(animateur)
    answer = reader.get(f"/articles/{article.slug}/")
    assert SECRET in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert SECRET not in read(client, f"/articles/{article.slug}/")


def test_a_public_article_is_found_by_a_word_of_its_body(client, db):
    write_article("Trouvable", ("texte", "<p>Un glossematique rare.</p>"))
    assert "Trouvable" in read(client, "/recherche/?q=glossematique")
    assert "/articles/trouvable/" in read(client, "/recherche.json?q=genre:article+glossematique")


def test_pages_kept_for_all_move_when_an_article_is_published(client, contributeur):
    for path in ("/leviers/spaser/", "/champs/achats-responsables/", "/metropoles/nantes/"):
        assert "Article neuf" not in read(client, path)
    version = published.read_version()
    sujets = ("levier/spaser", "champ/achats-responsables", "territoire/244400404")
    write_article("Article neuf", sujets=sujets, auteur=contributeur)
    assert published.read_version() > version
    for path in ("/leviers/spaser/", "/champs/achats-responsables/", "/metropoles/nantes/", "/sitemap.xml"):
        assert "article-neuf" in read(client, path), path


def test_a_demarche_says_which_article_quotes_it(client, catalogue):
    code = next(iter(catalogue.demarches))
    article = write_article("Citante", ("demarche", code))
    assert "Citante" in read(client, f"/demarches/{code}/")
    assert f"/demarches/{code}/" in read(client, f"/articles/{article.slug}/")


def test_related_articles_say_why(client, db):
    first = write_article("Premier", sujets=("levier/spaser", "champ/achats-responsables"))
    write_article("Second", sujets=("levier/spaser",))
    write_article("Étranger", sujets=("levier/scic",))
    page = read(client, f"/articles/{first.slug}/").split("À lire aussi")[1]
    assert "Second" in page
    assert "En commun" in page
    assert "Étranger" not in page


def test_the_list_is_filtered_paged_and_says_what_it_did_not_understand(client, contributeur):
    for number in range(13):
        write_article(f"Article {number:02}", sujets=("levier/spaser",), auteur=contributeur)
    write_article("Autre sujet", sujets=("champ/foncier-tiers-lieux",))
    assert "14 articles" in read(client, "/articles/")
    filtered = read(client, f"/articles/?levier=spaser&auteur={contributeur.pk}&page=2")
    assert "13 articles" in filtered
    assert "Article 00" in filtered
    assert "Autre sujet" not in filtered
    assert "laissé de côté" in read(client, "/articles/?levier=inconnu&page=zz")
    for twin in ("articles/flux.atom", "articles.json"):  # who follows an author who left receives nobody’s
        assert client.get(f"/{twin}?levier=inconnu").status_code == 404


@pytest.mark.parametrize("query", ["", "?levier=spaser", "?champ=achats-responsables", "?territoire=nantes"])
def test_feeds_are_atom_with_an_address_of_their_own(client, contributeur, query):
    sujets = ("levier/spaser", "champ/achats-responsables", "territoire/244400404")
    write_article("Dans le flux \x0b& <b>", sujets=sujets, auteur=contributeur)
    answer = client.get(f"/articles/flux.atom{query}")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Dans le flux & <b>"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Camille Essai"
    assert entry.findtext(f"{ATOM}updated")
    myself = feed.find(f"{ATOM}link[@rel='self']").get("href")
    assert myself.endswith(f"/articles/flux.atom{query}")


def reach_hour(revision):
    """What an hour of waiting does: the hour of the version is past."""
    past = timezone.now() - timedelta(minutes=1)
    revision.approved_go_live_at = past
    revision.content["go_live_at"] = past.isoformat()
    revision.save()


def test_what_is_programmed_appears_at_its_hour_and_goes_at_its_end(client, contributeur, animateur):
    article = write_article("Demain", auteur=contributeur, publish=False)
    article.go_live_at = timezone.now() + timedelta(hours=1)
    article.publish(article.save_revision(user=animateur))
    call_command("publish_scheduled", verbosity=0)
    assert client.get("/articles/demain/").status_code == 404
    reach_hour(article.scheduled_revision)
    call_command("publish_scheduled", verbosity=0)
    assert client.get("/articles/demain/").status_code == 200
    Article.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)
    assert client.get("/articles/demain/").status_code == 404


def test_an_address_is_never_one_of_the_site_nor_of_another(db):
    assert write_article("Proposer").slug == "proposer-2"
    assert write_article("???").slug == "article-2"
    assert write_article("Deux fois").slug == "deux-fois"
    assert write_article("Deux fois").slug == "deux-fois-2"
