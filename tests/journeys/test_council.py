"""Before a council meeting: find the métropole, see who resembles it, what to explore, leave with a note."""

import re

SEARCH = "Rechercher une démarche, un levier, une métropole"


def test_from_a_search_to_comparable_territoires_and_a_downloaded_note(visit, site):
    page = visit().goto("/")
    page.get_by_label(SEARCH).fill("Orléans")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}/recherche/?q=*")
    page.get_by_role("link", name="Orléans Métropole").first.click()
    assert page.url == f"{site.url}/metropoles/orleans/"

    page.get_by_role("link", name="Comparer avec…").click()
    assert page.url == f"{site.url}/comparer/?t=orleans"
    assert page.get_by_role("heading", name=re.compile("Qui ressemble")).is_visible()
    page.go_back()

    page.get_by_role("link", name="Leviers à explorer").first.click()
    assert page.url == f"{site.url}/metropoles/orleans/a-explorer/"
    assert page.locator("main a[href^='/leviers/']").count() >= 1
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
    assert page.get_by_text("Données inventées").count() >= 2
    page.get_by_role("link", name=re.compile("Fiche de l’acte")).first.click()
    assert "/subventions/" in page.url
    assert page.get_by_text(re.compile(r"rang \d|ligne \d")).count() >= 1
