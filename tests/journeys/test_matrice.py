"""The matrix in a browser: keys, panel of proofs, address, without scripts, on a phone, on paper."""

import re

import pytest
from playwright.sync_api import expect

CELL = "tbody td a"
SPASER = "[data-matrice] a[href='/metropoles/nantes/spaser/']"
FOCUSED = "document.activeElement.getAttribute('href')"


def press(page, *keys):
    """The cell reached after these keys."""
    for key in keys:
        page.keyboard.press(key)
    return page.evaluate(FOCUSED)


@pytest.fixture
def matrice(visit):
    """The matrix on a wide screen, ready for the keyboard."""
    page = visit(width=1440).goto("/matrice/")
    page.wait_for_selector(f"{CELL}[tabindex='0']")
    return page


def test_it_works_arrows_go_from_cell_to_cell(matrice):
    matrice.locator(CELL).first.focus()
    assert press(matrice, "ArrowRight") == "/metropoles/grand-paris/feuille-de-route-ess/"
    assert press(matrice, "ArrowDown") == "/metropoles/aix-marseille/feuille-de-route-ess/"
    assert press(matrice, "ArrowLeft") == "/metropoles/aix-marseille/elu-delegue-ess/"
    assert press(matrice, "ArrowUp") == "/metropoles/grand-paris/elu-delegue-ess/"


def test_arrows_stop_at_the_edges(matrice):
    matrice.locator(CELL).first.focus()
    assert press(matrice, "ArrowUp", "ArrowLeft") == "/metropoles/grand-paris/elu-delegue-ess/"


def test_home_end_and_pages_jump(matrice):
    matrice.locator(CELL).first.focus()
    assert press(matrice, "End") == "/metropoles/grand-paris/rayonnement-international/"
    assert press(matrice, "PageDown") == "/metropoles/toulouse/rayonnement-international/"
    assert press(matrice, "Home") == "/metropoles/toulouse/elu-delegue-ess/"
    assert press(matrice, "Control+End") == "/metropoles/brest/rayonnement-international/"
    assert press(matrice, "PageUp") == "/metropoles/orleans/rayonnement-international/"
    assert press(matrice, "Control+Home") == "/metropoles/grand-paris/elu-delegue-ess/"


def test_the_cells_are_one_stop_of_the_tab_key(matrice):
    expect(matrice.locator(f"{CELL}[tabindex='0']")).to_have_count(1)
    matrice.locator(CELL).first.focus()
    assert press(matrice, "ArrowRight", "Shift+Tab", "Tab") == "/metropoles/grand-paris/feuille-de-route-ess/"


def test_the_cell_under_focus_is_not_hidden_by_the_headers(visit):
    page = visit(width=1000).goto("/matrice/")
    page.locator(CELL).first.focus()
    press(page, "Control+End", "PageUp", "PageUp", "PageUp", "PageUp", "PageUp", "Home")
    covered = page.evaluate(
        """() => { const cell = document.activeElement, box = cell.getBoundingClientRect();
        return !cell.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)) }"""
    )
    assert not covered


def test_the_cross_and_the_reading_follow_the_cell(matrice):
    matrice.locator(SPASER).hover()
    expect(matrice.locator("thead th.on")).to_have_text("SPASER", use_inner_text=True)
    expect(matrice.locator("col.on")).to_have_count(1)
    said = "SPASER Nantes Métropole documenté, 1 démarche"
    expect(matrice.locator("[data-lecture]")).to_have_text(said, use_inner_text=True)


def test_enter_opens_the_proofs_beside_the_matrix_and_escape_gives_focus_back(matrice, site):
    matrice.locator(SPASER).focus()
    matrice.keyboard.press("Enter")
    panel = matrice.get_by_role("dialog")
    panel.get_by_role("heading", name="SPASER à Nantes Métropole").wait_for()
    expect(matrice).to_have_url(f"{site.url}/metropoles/nantes/spaser/")
    expect(matrice).to_have_title(re.compile("^SPASER à Nantes Métropole"))
    expect(matrice.locator("h1")).to_have_count(1)
    matrice.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    matrice.wait_for_url(f"{site.url}/matrice/")
    expect(matrice.locator(SPASER)).to_be_focused()
    expect(matrice).to_have_title(re.compile("^La matrice des leviers"))


def test_back_closes_the_panel_and_forward_opens_it_again(matrice, site):
    matrice.locator(SPASER).click()
    panel = matrice.get_by_role("dialog")
    panel.wait_for()
    matrice.go_back()
    panel.wait_for(state="hidden")
    expect(matrice).to_have_url(f"{site.url}/matrice/")
    matrice.go_forward()
    panel.wait_for()
    expect(matrice).to_have_url(f"{site.url}/metropoles/nantes/spaser/")


def test_the_neighbours_open_in_the_same_panel_and_one_back_is_enough(matrice, site):
    matrice.locator(SPASER).click()
    panel = matrice.get_by_role("dialog")
    panel.get_by_role("link", name=re.compile("Clause sociale")).click()
    panel.get_by_role("heading", name="Clause sociale à Nantes Métropole").wait_for()
    expect(matrice).to_have_url(f"{site.url}/metropoles/nantes/clause-sociale-insertion/")
    matrice.go_back()
    panel.wait_for(state="hidden")
    clause = "/metropoles/nantes/clause-sociale-insertion/"
    expect(matrice.locator(f"[data-matrice] a[href='{clause}']")).to_be_focused()


def test_the_close_button_and_the_page_of_the_cell(matrice, site):
    matrice.locator(SPASER).click()
    panel = matrice.get_by_role("dialog")
    panel.get_by_role("button", name="Fermer").click()
    panel.wait_for(state="hidden")
    matrice.locator(SPASER).click()
    panel.get_by_role("link", name="Page de cette case").click()
    matrice.wait_for_selector("h1:has-text('SPASER à Nantes Métropole')")
    expect(matrice).to_have_url(f"{site.url}/metropoles/nantes/spaser/")


def test_a_modified_click_opens_another_page(matrice, site):
    with matrice.context.expect_page() as opened:
        matrice.locator(SPASER).click(modifiers=["Control"])
    assert opened.value.url in ("about:blank", f"{site.url}/metropoles/nantes/spaser/")
    expect(matrice.get_by_role("dialog")).to_be_hidden()
    expect(matrice).to_have_url(f"{site.url}/matrice/")


def test_without_scripts_a_cell_is_a_plain_link_and_the_form_filters(visit, site):
    page = visit(width=1440, scripts=False).goto("/matrice/")
    page.get_by_label("Champ").select_option("achats-responsables")
    page.get_by_role("button", name="Afficher").click()
    expect(page).to_have_url(re.compile("champ=achats-responsables"))
    expect(page.locator(CELL)).to_have_count(22 * 9)
    page.locator(SPASER).click()
    expect(page).to_have_url(f"{site.url}/metropoles/nantes/spaser/")
    expect(page.locator("h1")).to_have_text("SPASER à Nantes Métropole", use_inner_text=True)


def test_on_a_phone_one_metropole_is_read_at_a_time(visit):
    page = visit(width=390, scripts=False).goto("/matrice/")
    expect(page.locator("table")).to_be_hidden()
    page.get_by_label("Lire une métropole").select_option("nantes")
    page.get_by_role("button", name="Lire cette métropole").click()
    expect(page.locator("h1")).to_have_text("Nantes Métropole", use_inner_text=True)
    expect(page.locator(".m-list a:visible")).to_have_count(50)
    page.get_by_role("link", name="Voir le tableau entier").click()
    expect(page.locator("table")).to_be_visible()


def test_on_a_phone_one_levier_is_read_at_a_time(visit):
    page = visit(width=390, scripts=False).goto("/matrice/")
    page.get_by_label("Lire un levier").select_option("spaser")
    page.get_by_role("button", name="Lire ce levier").click()
    expect(page.locator(".m-list a:visible")).to_have_count(22)


@pytest.mark.parametrize("width", [1440, 1920])
def test_the_whole_table_fits_a_wide_screen(visit, width):
    frame = visit(width=width).goto("/matrice/").locator("[data-cadre]")
    assert frame.evaluate("node => node.scrollWidth <= node.clientWidth")


def test_cells_are_large_enough_for_a_finger(matrice):
    sizes = matrice.locator(CELL).evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect())")
    assert len(sizes) == 1100
    assert min(min(box["width"], box["height"]) for box in sizes) >= 24


def test_the_matrix_prints_on_one_sheet_of_a3(matrice):
    sheet = matrice.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", sheet)
    assert len(boxes) == 1
    width, height = map(float, boxes[0])
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (420, 297)
