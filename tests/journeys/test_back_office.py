"""An editor corrects, a second person approves, readers see it at once, and no load undoes it."""

import json

from playwright.sync_api import expect

from leviers.catalogue.facts import DATA

DEMARCHE = "nantes-marches-reserves-rencontres-2022"
EDIT = f"/gestion/demarches/edit/{DEMARCHE}/"
USAGE = "/metropoles/nantes/marche-reserve-ess"
CORRECTED = "Titre corrigé par l’édition"


def log_in(visitor, name):
    """The back office, for one of the sample accounts."""
    page = visitor.goto("/gestion/login/")
    page.get_by_label("Nom d’utilisateur").fill(name)
    page.locator("input[name=password]").fill(visitor.site.passwords[name])
    page.keyboard.press("Enter")
    page.wait_for_url("**/gestion/")
    return page


def read_niveau(visitor):
    """Niveau de preuve of the usage that the correction will show."""
    return json.loads(visitor.page.request.get(f"{visitor.site.url}{USAGE}.json").text())["niveau"]


def act(page, name):
    """One of the actions that stand behind the first button of the foot of the page."""
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name=name).first.click()


def test_a_correction_is_approved_by_a_second_person_and_kept_by_the_next_load(visit_own, own_site, tmp_path):
    reader = visit_own()
    reader.goto(f"/demarches/{DEMARCHE}/")
    assert read_niveau(reader) == "non-repere"

    writer = visit_own()
    page = log_in(writer, "edition")
    writer.goto(EDIT)
    page.locator("[name=titre]").fill(CORRECTED)
    page.get_by_role("tab", name="Leviers").click()
    page.locator("[name=leviers-1-levier]").select_option("marche-reserve-ess")
    act(page, "Soumettre à la relecture")
    page.get_by_text("Version soumise à la relecture").wait_for()
    assert reader.goto(f"/demarches/{DEMARCHE}/").locator("h1").inner_text() != CORRECTED

    reviewer = visit_own()
    page = log_in(reviewer, "relecture")
    expect(page.get_by_role("link", name="1 à approuver")).to_be_visible()
    reviewer.goto(EDIT)
    act(page, "Approuver")
    page.get_by_text("Version approuvée").wait_for()

    assert reader.goto(f"/demarches/{DEMARCHE}/").locator("h1").inner_text() == CORRECTED
    assert read_niveau(reader) == "documente"
    expect(reader.goto(f"{USAGE}/").get_by_role("link", name=CORRECTED, exact=True)).to_be_visible()

    said = own_site.run("load", str(spoil_facts(tmp_path)))
    assert "1 proposé à la relecture" in said
    assert reader.goto(f"/demarches/{DEMARCHE}/").locator("h1").inner_text() == CORRECTED
    reviewer.goto("/gestion/propositions/")
    expect(page.get_by_text(CORRECTED).first).to_be_visible()


def spoil_facts(folder):
    """The embedded facts, with a newer title for the corrected démarche."""
    target = folder / "faits"
    target.mkdir()
    for file in DATA.iterdir():
        (target / file.name).write_bytes(file.read_bytes())
    rows = [json.loads(line) for line in (DATA / "demarches.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        if row["id"] == DEMARCHE:
            row["titre"] = "Titre du fichier"
    (target / "demarches.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return target


def test_a_wrong_password_says_so_and_opens_nothing(visit_own, own_site):
    visitor = visit_own()
    page = visitor.goto("/gestion/login/")
    page.get_by_label("Nom d’utilisateur").fill("edition")
    page.locator("input[name=password]").fill("ce n’est pas le bon")
    page.keyboard.press("Enter")
    page.locator("[role=alert], .messages, .error").first.wait_for()
    assert "/gestion/login/" in page.url
