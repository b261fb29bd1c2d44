"""The note for the council and the letter: what they say, in both formats, and for whom."""

import io

import docx
import pytest

from leviers.catalogue import published
from leviers.publication.documents import Liste, Paragraphe
from leviers.reference.territoires import index_by_slug
from leviers.web.kit.typography import typo
from leviers.web.metropoles import note

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def read_words(document):
    for bloc in document.blocs:
        if isinstance(bloc, Paragraphe):
            yield bloc.texte
        elif isinstance(bloc, Liste):
            yield from bloc.items


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("paper", ["note", "lettre"])
def test_each_paper_comes_in_both_formats(client, catalogue, paper, kind):
    answer = client.get(f"/metropoles/nantes/{paper}.{kind}")
    assert (answer.status_code, answer["Content-Type"]) == (200, KINDS[kind])
    assert answer["Content-Disposition"] == f'attachment; filename="leviers-{paper}-nantes.{kind}"'


def test_the_note_counts_what_the_portrait_counts(catalogue):
    document = note.write_note(published.current(), index_by_slug()["nantes"])
    said = " ".join(read_words(document))
    assert "36\u00a0leviers repérés sur 50 (36 documentés)" in said
    assert "Les données ouvertes ne sont pas chargées ici." in said
    mine = [one for one in published.current().demarches.values() if one.territoire.slug == "nantes"]
    newest = max(one.annee_debut or 0 for one in mine)
    assert any(typo(one.titre) in said for one in mine if one.annee_debut == newest)
    assert "Leviers à explorer" in [getattr(bloc, "texte", "") for bloc in document.blocs]


def test_the_letter_says_that_it_must_be_read_again(client, catalogue):
    opened = docx.Document(io.BytesIO(client.get("/metropoles/nantes/lettre.docx").content))
    assert "vérifiez les textes sur Légifrance" in opened.sections[0].header.paragraphs[0].text
    assert any("considérations sociales" in paragraph.text for paragraph in opened.paragraphs)


def test_a_metropole_without_any_demarche_has_its_note(client, mini):
    assert client.get("/metropoles/brest/note.pdf").content.startswith(b"%PDF")


def test_an_unknown_metropole_has_no_paper(client, mini):
    assert client.get("/metropoles/atlantide/note.pdf").status_code == 404
