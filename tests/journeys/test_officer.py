"""A chargé·e de mission looks for who already reserved contracts, and leaves with a file."""

import csv
import json
import re

from playwright.sync_api import expect

SEARCH = "Rechercher une démarche, un levier, une métropole"


def test_from_a_search_to_comparable_demarches_their_sources_and_a_csv(visit, site):
    page = visit().goto("/")
    page.get_by_label(SEARCH).fill("marché réservé")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}/recherche/?q=*")
    page.get_by_role("link", name=re.compile("Marché réservé à l’insertion")).first.click()
    expect(page).to_have_url(f"{site.url}/leviers/marche-reserve-inclusif/")
    expect(page.get_by_role("heading", name="Étapes")).to_be_visible()

    with page.expect_navigation():
        page.locator("a[href='/demarches/?levier=marche-reserve-inclusif']").first.click()
    titles = page.locator("main article h3, main article h2").all_inner_texts()
    assert len(titles) == 9  # the sheet says nine démarches

    with page.expect_navigation():
        page.locator("main article h3 a, main article h2 a").first.click()
    sources = page.locator("main a[rel~=external]")
    expect(sources.first).to_be_visible()
    assert all(link.get_attribute("href").startswith("http") for link in sources.all())
    page.go_back()

    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").first.click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert {row["titre"] for row in rows} == set(titles)
    assert all("marche-reserve-inclusif" in row["leviers"].split(" | ") for row in rows)
    assert all(row["territoire_siren"].isdigit() for row in rows)


def test_filters_live_in_the_address_and_can_be_taken_off(visit, site):
    page = visit().goto("/demarches/")
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile(r"^Achats \d+")).first.click()
    expect(page).to_have_url(re.compile("champ=achats-responsables"))
    narrowed, told = page.url, page.get_by_role("status").or_(page.locator(".exports")).first
    count = told.inner_text()
    page.goto(narrowed)
    expect(told).to_have_text(count, use_inner_text=True)
    page.go_back()
    expect(page).to_have_url(f"{site.url}/demarches/")


def test_the_same_journey_works_without_scripts(visit):
    page = visit(scripts=False).goto("/")
    page.get_by_label(SEARCH).fill("tiers lieu")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name=re.compile("tiers-lieux", re.I)).first.click()
    expect(page.locator("h1")).to_have_text("Soutien aux tiers-lieux", use_inner_text=True)


def test_a_page_and_its_json_twin_say_the_same(visit, site):
    page = visit().goto("/leviers/spaser/")
    title = page.locator("h1").inner_text()
    twin = json.loads(page.request.get(f"{site.url}/leviers/spaser.json").text())
    assert twin["nom"] in title
    assert len(twin["definition"]) > 50


def test_a_dead_source_is_reported_without_an_account(visit_own):
    page = visit_own().goto("/demarches/nantes-marches-reserves-rencontres-2022/signaler/")
    page.get_by_label(re.compile("Une source ne répond plus")).check()
    page.get_by_role("textbox", name=re.compile("message|dire|signale", re.I)).first.fill(
        "La page citée n’existe plus depuis ce matin."
    )
    page.wait_for_timeout(3500)  # a message sent faster than a person types is refused
    page.locator("main form button[type=submit], main form button:not([type])").last.click()
    expect(page.get_by_text(re.compile("merci", re.I)).first).to_be_visible()
