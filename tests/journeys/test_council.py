"""Before a council meeting: find the métropole, see who resembles it, what to explore, leave with a note."""

import re

from playwright.sync_api import expect

SEARCH = "Rechercher une démarche, un levier, une métropole"


def test_from_a_search_to_comparable_territoires_and_a_downloaded_note(visit, site):
    page = visit().goto("/")
    page.get_by_label(SEARCH).fill("Orléans")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}/recherche/?q=*")
    page.get_by_role("link", name="Orléans Métropole").first.click()
    expect(page).to_have_url(f"{site.url}/metropoles/orleans/")

    page.get_by_role("link", name="Comparer avec…").click()
    expect(page).to_have_url(f"{site.url}/comparer/?t=orleans")
    expect(page.get_by_role("heading", name=re.compile("Qui ressemble"))).to_be_visible()
    page.go_back()

    page.get_by_role("link", name="Leviers à explorer").first.click()
    expect(page).to_have_url(f"{site.url}/metropoles/orleans/a-explorer/")
    expect(page.locator("main a[href^='/leviers/']").first).to_be_visible()
    page.go_back()

    with page.expect_download() as waiting:
        page.locator("a[href$='/note.pdf']").click()
    assert waiting.value.suggested_filename == "leviers-note-orleans.pdf"
    assert waiting.value.path().read_bytes().startswith(b"%PDF")
    with page.expect_download() as waiting:
        page.locator("a[href$='/note.docx']").click()
    assert waiting.value.path().read_bytes().startswith(b"PK")


def test_a_cell_is_walked_down_to_the_line_of_a_file(visit):
    page = visit(scripts=False).goto("/metropoles/orval/subvention-convention/")
    expect(page.get_by_text("Données inventées").nth(1)).to_be_attached()
    page.get_by_role("link", name=re.compile("Fiche de l’acte")).first.click()
    expect(page).to_have_url(re.compile("/subventions/"))
    expect(page.get_by_text(re.compile(r"rang \d|ligne \d")).first).to_be_attached()
