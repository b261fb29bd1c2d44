"""The chapters that open and close the study, written from the embedded facts, without any build."""

from itertools import pairwise
from pathlib import Path

import pytest

from leviers.publication.etude import chapitres
from leviers.publication.etude.blocs import Chapitre, Frise, Paragraphe, Tableau, Titre
from leviers.publication.etude.chapitres import (
    annexes,
    avant_propos,
    cadre,
    ess,
    essentiel,
    glossaire,
    methode,
)
from leviers.publication.etude.contexte import Redige
from leviers.publication.etude.etude import write_etude, write_resume
from leviers.publication.etude.mesures import Mesures
from leviers.publication.etude.redige import insert_points
from leviers.publication.etude.texte import dire, lire
from leviers.publication.etude.titre import LICENCE_DONNEES
from leviers.publication.etude.verifier import list_pieces, verify, verify_citations
from leviers.reference.territoires import load_metropoles

ROOT = Path(__file__).parents[3]
WRITERS = (essentiel.write, avant_propos.write, methode.write, ess.write, cadre.write, annexes.write)


def read(chapitre: Chapitre) -> str:
    """Its paragraphs in one text, spaces made plain."""
    said = " ".join(lire(bloc.texte) for bloc in chapitre.blocs if isinstance(bloc, Paragraphe))
    return said.replace("\u00a0", " ").replace("\u202f", " ")


def find_table(chapitre: Chapitre, ancre: str) -> Tableau:
    [found] = [bloc for bloc in chapitre.blocs if isinstance(bloc, Tableau) and bloc.ancre == ancre]
    return found


def test_every_figure_is_its_measure_and_every_quotation_its_record(contexte):
    contexte.rediges = (Redige("avant-propos", "Pour 2027 : #agir", "La présidente", ("Un <b>mot</b>.",)),)
    written = [chapitre for write in WRITERS for chapitre in write(contexte)]
    assert verify(written, Mesures(contexte.mesures.connection)) == []
    assert verify_citations(written, contexte) == []
    assert len(list(list_pieces(written, "chiffre"))) > 100


@pytest.mark.parametrize("write", [write_etude, write_resume])
def test_study_and_summary_are_sound_from_end_to_end(contexte, write):
    """Figures and quotations again; no paragraph key twice; no heading that skips a level; sources dated.

    A point of view stands in the study alone: the summary has no room for it.
    """
    contexte.rediges = (Redige("ess", "Compter", "Le réseau", ("Un mot.",)),)
    etude = write(contexte)
    boxes = [one for one in list_pieces(etude, "encadre") if one["style"] == "point-de-vue"]
    assert len(boxes) == (write is write_etude)
    sources = [one["consultee"] for one in list_pieces(etude, "reference")]
    assert all(said.startswith(("le ", "en ", "au plus tard le ")) for said in sources)
    assert any(said.startswith("le ") for said in sources)
    assert verify(etude, Mesures(contexte.mesures.connection)) == []
    assert verify_citations(etude, contexte) == []
    keys = [piece["cle"] for piece in list_pieces(etude, "paragraphe") if piece["cle"]]
    assert len(keys) == len(set(keys))
    for chapitre in etude.chapitres:
        levels = [1, *(bloc.niveau for bloc in chapitre.blocs if isinstance(bloc, Titre))]
        assert all(after <= before + 1 for before, after in pairwise(levels)), chapitre.code


def test_a_metropole_has_one_entry_in_the_index_portrait_and_stories_together(contexte):
    write_etude(contexte)
    entries = contexte.index["territoires"]
    assert set(entries) == {one.nom_court for one in load_metropoles().values()}
    assert any(len(places) > 1 for places in entries.values())


def test_a_chart_does_not_say_again_the_heading_above_it(contexte):
    alone = contexte.dessiner("champs/achats-responsables")
    name, _, finding = alone.titre.partition("\u00a0: ")
    assert finding
    page = contexte.chapitre("essai", "Essai")
    page.titre(name, niveau=3)
    page.figure("champs/achats-responsables")
    assert page.blocs[-1].titre == finding[0].upper() + finding[1:]
    page.titre("Autre chose", niveau=3)
    page.figure("champs/achats-responsables")
    assert page.blocs[-1].titre == alone.titre


def test_without_open_data_the_study_says_so_and_stays_silent_on_acts(contexte):
    said = read(essentiel.write(contexte)[0])
    assert "Les données ouvertes ne sont pas chargées ici" in said
    assert "Marchés :" not in said
    assert "Les données ouvertes ne sont pas chargées ici" in read(methode.write(contexte)[0])


def test_the_study_never_says_that_22_answered(contexte):
    said = read(methode.write(contexte)[0])
    assert "selon la page des organisateurs, 13 ont été enquêtées, de mars à juin 2018" in said
    assert "22 ont répondu" not in said


def test_no_foreword_no_page(contexte):
    assert avant_propos.write(contexte) == []
    contexte.rediges = (Redige("avant-propos", "Titre", "Signature", ("", "")), Redige("ess", "", "", ("x",)))
    assert avant_propos.write(contexte) == []


def test_a_point_of_view_stands_in_a_box_of_its_chapter_before_the_references(contexte):
    place = "achats-responsables"
    contexte.rediges = (
        Redige(place, "Acheter autrement", "Le réseau", ("Un <b>mot</b>.", "Un autre.")),
        Redige(place, "", "", ("Sans titre.",)),
        Redige("index", "Nulle part", "", ("x",)),
    )
    blocs = Titre(2, dire("Un titre")), Titre(2, dire("Textes"), f"references-{place}")
    found = insert_points(contexte, Chapitre(place, "Achats", "champ", blocs))
    first, box, bare, last = found.blocs
    assert (first, last) == blocs
    assert (box.style, lire(box.titre), lire(bare.titre)) == (
        "point-de-vue",
        "Acheter autrement",
        "Point de vue",
    )
    assert [lire(one.texte) for one in box.blocs] == ["Un <b>mot</b>.", "Un autre.", "Le réseau"]
    assert verify_citations(found, contexte) == []
    index = Chapitre("index", "Index", "annexe", ())
    assert insert_points(contexte, index) is index


def test_a_foreword_is_given_word_for_word(contexte):
    contexte.rediges = (Redige("avant-propos", "Agir", "Le réseau", ("Premier.", "Second.")),)
    [chapitre] = avant_propos.write(contexte)
    assert read(chapitre) == "Premier. Second. Le réseau"


@pytest.mark.parametrize(
    ("write", "ancre"), [(methode.write, "methode-tableau-couverture"), (ess.write, "ess-tableau")]
)
def test_tables_name_the_22_in_alphabetical_order(contexte, write, ancre):
    [chapitre] = write(contexte)
    names = [lire(ligne[0]) for ligne in find_table(chapitre, ancre).lignes]
    assert sorted(names) == sorted(one.nom_court for one in load_metropoles().values())
    assert names[:3] == ["Aix-Marseille", "Bordeaux", "Brest"]
    assert names[-5:] == ["Saint-Étienne", "Strasbourg", "Toulon", "Toulouse", "Tours"]


def test_shares_of_employment_keep_their_base_and_no_total(contexte):
    [chapitre] = ess.write(contexte)
    lignes = [[lire(cell) for cell in ligne] for ligne in find_table(chapitre, "ess-tableau-emploi").lignes]
    assert all(ligne[3] for ligne in lignes)
    assert {"Base\u00a0: emploi privé", "Base\u00a0: emploi salarié", "Base\u00a0: emploi total"} <= {
        ligne[3] for ligne in lignes
    }
    assert "Aucune moyenne n’en est tirée" in read(chapitre)


def test_the_timeline_goes_from_the_oldest_text_and_says_what_was_read_in_part(contexte):
    [chapitre] = cadre.write(contexte)
    [frise] = [bloc for bloc in chapitre.blocs if isinstance(bloc, Frise)]
    assert lire(frise.items[0].date) == "10\u00a0septembre\u00a01947"
    maptam = next(one for one in frise.items if "MAPTAM" in lire(one.texte))
    assert lire(maptam.details[-1]).startswith("Texte lu en partie")
    assert all(one.sources.numeros for one in frise.items)


def test_thresholds_that_oblige_are_in_the_table_counts_of_metropoles_are_not(contexte):
    [chapitre] = cadre.write(contexte)
    valeurs = [lire(ligne[1]) for ligne in find_table(chapitre, "cadre-tableau-seuils").lignes]
    assert "23\u202f000\u00a0€" in valeurs
    assert not [valeur for valeur in valeurs if "métropoles" in valeur]


def test_the_index_follows_french_order_and_says_where(contexte):
    for terme in ("Zone", "Épargne", "Emploi"):
        contexte.indexer("leviers", terme, f"ancre-{terme}", "Champ")
    index = next(one for one in annexes.write(contexte) if one.code == "index")
    assert [terme for terme, _ in index.blocs[1].items] == ["Emploi", "Épargne", "Zone"]
    assert index.blocs[1].items[0][1] == (("Champ", "ancre-Emploi"),)


def test_an_index_or_sources_without_anything_have_no_page(contexte):
    assert [one.code for one in annexes.write(contexte)] == ["glossaire", "credits"]


def test_the_glossary_has_no_term_twice_and_enough_of_them():
    assert 35 <= len(glossaire.MOTS) <= 45
    assert all(sens.endswith((".", "…")) for sens in glossaire.MOTS.values())


def test_the_licence_is_that_of_the_data():
    text = (ROOT / "LICENCE-DONNEES.md").read_text(encoding="utf-8")
    assert "version 2.0" in text
    assert LICENCE_DONNEES == "Licence Ouverte 2.0"


def test_a_paragraph_may_be_corrected_but_not_its_figures(contexte):
    contexte.corrections = {"essentiel.chapeau": "Nous suivons {leviers}, {champs}, {metropoles}."}
    [chapitre] = essentiel.write(contexte)
    assert "Nous suivons 50 leviers" in read(chapitre)
    assert verify([chapitre], Mesures(contexte.mesures.connection)) == []


def test_annexes_come_last_since_all_others_fill_them():
    assert chapitres.ETUDE[-1] is annexes.write
