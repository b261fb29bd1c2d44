"""An elected member looks at where the métropole stands, and at what is not known."""

import re


def test_from_the_map_to_the_portrait_to_a_cell_of_the_matrix(visit, site):
    page = visit().goto("/")
    page.get_by_role("link", name=re.compile(r"^Brest Métropole, \d")).click()
    assert page.url == f"{site.url}/metropoles/brest/"
    assert page.locator("h1").inner_text() == "Brest Métropole"
    assert page.get_by_text("SIREN").first.is_visible()

    unknown = page.locator("section, div").filter(has=page.locator("#inconnu")).last
    assert "non repéré" in page.locator("main").inner_text().lower()
    assert unknown.count() == 1

    page.locator("#champs a[href^='/metropoles/brest/']").first.click()
    assert re.fullmatch(rf"{site.url}/metropoles/brest/[a-z-]+/", page.url)
    assert "Brest Métropole" in page.locator("h1").inner_text()
    assert page.get_by_role("heading", name="Le même levier dans les autres métropoles").is_visible()


def test_an_empty_cell_never_says_no(visit):
    page = visit().goto("/metropoles/grand-paris/monnaie-locale/")
    text = page.locator("main").inner_text()
    assert "Non repéré" in text
    assert re.search(r"ne (veut|signifie|dit) pas|n’est pas", text)


def test_the_map_has_a_list_for_those_who_cannot_see_it(visit):
    page = visit(width=390).goto("/")
    page.get_by_text("Voir la liste des 22 métropoles").click()
    names = page.locator("details[open] a[href^='/metropoles/']").all_inner_texts()
    assert len({name.strip() for name in names}) == 22


def test_a_portrait_never_ranks_nor_adds_up_amounts(visit):
    page = visit().goto("/metropoles/nantes/")
    text = page.locator("main").inner_text().lower()
    assert not re.search(r"classement des|palmarès|\brang \d|\d+e sur 22|meilleure métropole", text)
    assert "total des montants" not in text
