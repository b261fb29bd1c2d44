"""An elected member looks at where the métropole stands, and at what is not known."""

import re

from playwright.sync_api import expect


def test_from_the_map_to_the_portrait_to_a_cell_of_the_matrix(visit, site):
    page = visit().goto("/")
    page.get_by_role("link", name=re.compile(r"^Brest Métropole, \d")).click()
    expect(page).to_have_url(f"{site.url}/metropoles/brest/")
    expect(page.locator("h1")).to_have_text("Brest Métropole")
    expect(page.get_by_text("SIREN").first).to_be_visible()

    unknown = page.locator("section, div").filter(has=page.locator("#inconnu")).last
    expect(page.locator("main")).to_contain_text("non repéré", ignore_case=True, use_inner_text=True)
    expect(unknown).to_have_count(1)

    page.locator("#champs a[href^='/metropoles/brest/']").first.click()
    expect(page).to_have_url(re.compile(rf"^{site.url}/metropoles/brest/[a-z-]+/$"))
    expect(page.locator("h1")).to_contain_text("Brest Métropole")
    expect(page.get_by_role("heading", name="Le même levier dans les autres métropoles")).to_be_visible()


def test_an_empty_cell_never_says_no(visit):
    page = visit().goto("/metropoles/grand-paris/monnaie-locale/")
    text = page.locator("main").inner_text()
    assert "Non repéré" in text
    assert re.search(r"ne (veut|signifie|dit) pas|n’est pas", text)


def test_the_map_has_a_list_for_those_who_cannot_see_it(visit):
    page = visit(width=390).goto("/")
    page.get_by_text("Voir la liste des 22 métropoles").click()
    expect(names := page.locator("details[open] a[href^='/metropoles/']")).to_have_count(22)
    assert len({name.strip() for name in names.all_inner_texts()}) == 22


def test_a_portrait_never_ranks_nor_adds_up_amounts(visit):
    page = visit().goto("/metropoles/nantes/")
    text = page.locator("main").inner_text().lower()
    assert not re.search(r"classement des|palmarès|\brang \d|\d+e sur 22|meilleure métropole", text)
    assert "total des montants" not in text
