"""French typography of what a reader sees: rendered pages, text by text, and our documents."""

import re
from html.parser import HTMLParser

import pytest

from tests.house.files import ROOT, name

PATHS = (
    "/",
    "/champs/",
    "/champs/achats-responsables/",
    "/leviers/",
    "/leviers/spaser/",
    "/metropoles/",
    "/metropoles/nantes/",
    "/demarches/",
    "/demarches/?q=march%C3%A9",
    "/matrice/",
    "/metropoles/nantes/spaser/",
    "/recherche/?q=tiers-lieu",
    "/methode/",
    "/donnees/",
    "/api/",
    "/donnees/dictionnaire/",
    "/donnees/subventions/",
    "/indicateurs/",
    "/indicateurs/part-marches-ess/",
    "/metropoles/nantes/spaser/signaler/",
    "/enquetes/",
    "/accessibilite/",
    "/mentions-legales/",
    "/kit/",
    "/nulle-part/",
)
FAULTS = {
    "straight apostrophe": re.compile(r"\w'\w"),
    "breaking space before a sign": re.compile(r"\w[ ][;:!?»%€](?:\W|$)"),
    "breaking space after «": re.compile(r"« \S|«[ ]"),
    "no space inside « »": re.compile(r"«\S|\w»"),
    "three dots": re.compile(r"\.\.\."),
    "point médian": re.compile(r"\w·\w"),
}
NOT_PROSE = {"script", "style", "code", "pre", "textarea", "cite"}


class Texts(HTMLParser):
    """Text nodes of a page; code and addresses left out."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.inside, self.texts = [], []

    def handle_starttag(self, tag, attrs):
        if tag in NOT_PROSE:
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside and data.strip() and "://" not in data:
            self.texts.append(" ".join(re.split(r"[ \n\t]+", data)))


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_set_in_french(client, db, path):
    reader = Texts()
    reader.feed(client.get(path).content.decode())
    assert len(reader.texts) > 10
    found = {
        f"{fault}: {text[max(0, hit.start() - 30) : hit.end() + 30]!r}"
        for text in reader.texts
        for fault, pattern in FAULTS.items()
        if (hit := pattern.search(text))
    }
    assert found == set()


def test_our_french_documents_use_the_curved_apostrophe():
    documents = [ROOT / "CHANGELOG.md", ROOT / "docs" / "glossaire.md"]
    straight = {}
    for document in documents:
        prose = re.sub(r"`[^`]*`|```.*?```", "", document.read_text(encoding="utf-8"), flags=re.S)
        straight[name(document)] = FAULTS["straight apostrophe"].findall(prose)
    assert {key: value for key, value in straight.items() if value} == {}
