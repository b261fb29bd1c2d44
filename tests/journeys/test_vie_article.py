"""The life of an article: written, reviewed, published, followed, commented, moderated, received, stopped.

Wagtail’s editor needs JavaScript: without it the article is there already, and every step after it is walked.
"""

import re
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from tests.journeys.letters import find_path, read_text
from tests.journeys.steps import enter_by_password
from tests.journeys.test_accessibility import find_violations
from tests.journeys.test_back_office import act, log_in

TITLE = "Ce que nos marchés ont changé"
WORDS = "Chez nous, la part a doublé en deux ans."
READER, SUBSCRIBER = "ines@exemple.fr", "lea@exemple.fr"


def write(page):
    """A title, a chapô and one live figure, as one does in the editor."""
    page.locator("[name=titre]").fill(TITLE)
    page.locator("[name=chapo]").fill("Trois ans après, ce que les chiffres en disent.")
    page.get_by_role("button", name="Insérer un bloc").first.click()
    page.get_by_role("option", name="Figure vivante").first.click()
    page.locator("[name=corps-0-value-indicateur]").select_option("part-marches-ess")
    page.locator("[name=corps-0-value-territoire]").select_option("orval")
    page.locator("[name=corps-0-value-lien]").select_option("commune")


def write_and_publish(visit_own):
    """A contributeur proposes, an animateur publishes."""
    writer = visit_own()
    page = log_in(writer, "contribution")
    writer.goto("/articles/proposer/")
    page.get_by_role("link", name="Écrire un article").click()
    write(page)
    act(page, "Soumettre à la relecture")
    expect(page.get_by_text("Version soumise à la relecture")).to_be_visible()
    page = log_in(visit_own(), "animation")
    page.get_by_role("link", name=TITLE).first.click()
    act(page, "Approuver")
    expect(page.get_by_text("Version approuvée")).to_be_visible()


def read(reader):
    """The article from the list, its figure alive, then the page of its comments."""
    page = reader.goto("/articles/")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    live = page.locator(".article-live")
    expect(live).to_contain_text("données inventées")
    expect(live.locator(".fig-value")).to_have_text(re.compile(r"\d+(,\d+)?\s*%"))
    href = live.get_by_role("link", name="D’où vient ce chiffre").get_attribute("href")
    assert href.startswith("/indicateurs/part-marches-ess/orval/commune/")
    page.get_by_role("link", name="Commentaires (0)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Commentaires")
    return page


def follow(reader, mailbox, site):
    """Follow the discussion of the article, once the button of the letter is pressed."""
    page = read(reader)
    page.get_by_role("link", name="Suivre cette discussion").click()
    page.get_by_label("Votre adresse électronique").fill(SUBSCRIBER)
    page.get_by_label("Aussitôt").check()
    page.get_by_role("button", name="Suivre").click()
    expect(page.get_by_role("status")).to_contain_text("Regardez votre boîte")
    site.lay("tests.participation.suivis.lay", "letters")
    reader.goto(find_path(mailbox.wait(SUBSCRIBER, "confirmer"), "/suivre/confirmer/"))
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("status")).to_contain_text("vous suivez")


def comment(reader, mailbox):
    """Write under the article without an account, with the code that a letter gives."""
    page = read(reader)
    page.get_by_label("Votre commentaire").fill(WORDS)
    page.get_by_label("Signé").fill("Inès")
    page.get_by_label("Votre adresse électronique").fill(READER)
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_label("Votre code").fill(mailbox.read_code(READER))
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("status")).to_contain_text("Votre commentaire est reçu")
    expect(page.locator("#miens")).to_contain_text(WORDS)  # seen by her alone
    return page


def show(desk):
    """The comment is read at the desk, then shown."""
    page = enter_by_password(desk, "animation", "/moderation/")
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.get_by_role("button", name="Afficher").first.click()
    expect(page.get_by_text("Tout est lu")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_article_is_written_published_followed_commented_and_received(
    visit_own, own_site, mailbox, scripts
):
    if scripts:
        write_and_publish(visit_own)
    else:
        own_site.lay("tests.journeys.lay", "contribution@exemple.invalid", TITLE)
    subscriber = visit_own(scripts=scripts)
    follow(subscriber, mailbox, own_site)
    reader = visit_own(scripts=scripts)
    page = comment(reader, mailbox)
    show(visit_own(scripts=scripts))
    page.reload()
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.locator("#miens")).to_have_count(0)
    if scripts:
        assert find_violations(page) == []

    own_site.lay("tests.participation.suivis.lay", "letters")
    told = mailbox.wait(SUBSCRIBER, "Parce que vous suivez")
    assert TITLE in read_text(told)
    assert READER not in told.as_string()
    assert reader.goto(find_path(told, "/commentaires/")).get_by_text(WORDS).is_visible()

    stop = told["List-Unsubscribe"].strip().strip("<>")
    assert stop.startswith(own_site.url)
    with urlopen(Request(stop, data=b"List-Unsubscribe=One-Click")) as answer:  # as mail readers do
        assert answer.status == 200
    manage = find_path(told, "/suivre/mes-suivis/")
    expect(subscriber.goto(manage, status=410).get_by_role("heading", level=1)).to_be_visible()
