"""Back office: writing a démarche, close ones, and what the menu no longer shows."""

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from leviers.catalogue import models
from leviers.catalogue.payload import as_payload, fingerprint
from leviers.reference import territoires
from tests.catalogue.back_office import Desk, read_text

NANTES = territoires.index_by_slug()["nantes"].siren


@pytest.fixture
def ada(editor):
    """The desk of somebody who writes."""
    return Desk(editor)


def _new(titre="Halle solidaire", url="https://exemple.invalid/halle", **changes):
    source = {"url": url, "titre": "Page", "editeur": "Orval", "date": "2024"}
    return nested_form_data(
        {
            "titre": titre,
            "territoire_siren": NANTES,
            "champ": "foncier-tiers-lieux",
            "description": "Un fait.",
            "statut": "en cours",
            "confiance": "haute",
            "leviers": inline_formset([{"levier": "tiers-lieux"}]),
            "sources": inline_formset([source]),
            "chiffres": inline_formset([]),
            **changes,
        }
    )


def _create(desk, **form):
    return read_text(desk.client.post("/gestion/demarches/add/", form, follow=True))


def test_a_new_demarche_is_a_draft_with_an_identifier_of_its_own(mini, ada):
    assert "Brouillon créé : « Halle solidaire »" in _create(ada, **_new())
    demarche = models.Demarche.objects.get()
    assert (demarche.pk, demarche.live) == ("nantes-halle-solidaire", False)
    assert demarche.latest_revision.user == ada.person


def test_a_draft_needs_a_title_and_a_metropole_and_nothing_else(mini, ada):
    bare = _new(champ="", description="", leviers=inline_formset([]), sources=inline_formset([]))
    assert "Brouillon créé" in _create(ada, **bare)
    assert "Rien n’est encore enregistré" in _create(ada, **_new(titre=""))
    assert "Rien n’est encore enregistré" in _create(ada, **(_new() | {"territoire_siren": ""}))
    assert models.Demarche.objects.count() == 1


def test_submitting_a_new_demarche_without_source_keeps_the_draft_and_says_so(mini, ada):
    form = _new(sources=inline_formset([])) | {"action-submit": "1"}
    said = _create(ada, **form)
    assert "n’a aucune source" in said
    assert "Votre brouillon est gardé" in said
    assert models.Demarche.objects.get().current_workflow_state is None


FOUR = [{"levier": code} for code in ("spaser", "ptce", "tiers-lieux", "sieg-mandatement")]
NOT_A_PAGE = [{"url": "pas une adresse", "titre": "", "editeur": "", "date": ""}]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"annee_debut": "2024", "annee_fin": "2020"}, "L’année de fin précède l’année de début"),
        ({"annee_debut": "20240"}, "inférieure ou égale à 2100"),
        ({"sources": inline_formset(NOT_A_PAGE)}, "URL valide"),
        ({"leviers": inline_formset(FOUR)}, "au plus 3"),
    ],
)
def test_what_cannot_be_right_is_refused_at_once(mini, ada, changes, said):
    assert said in _create(ada, **_new(**changes))
    assert not models.Demarche.objects.exists()


def test_a_new_demarche_close_to_another_says_so_without_blocking(mini, ada):
    mini.demarche("marche", titre="Halle", sources=[_source("https://exemple.invalid/halle")])
    said = _create(ada, **_new())
    assert "Démarche proche dans la même métropole" in said
    assert said.count("Halle (même source)") == 1
    assert models.Demarche.objects.count() == 2


def test_a_new_demarche_submitted_at_once_says_so_too(mini, ada):
    mini.demarche("marche", titre="Halle", sources=[_source("https://exemple.invalid/halle")])
    said = _create(ada, **_new(), **{"action-submit": "1"})
    assert "Version soumise à la relecture" in said
    assert said.count("Halle (même source)") == 1


def test_a_published_demarche_is_compared_again_only_for_what_changes(mini, ada):
    mini.demarche("marche", titre="Halle", sources=[_source("https://exemple.invalid/halle")])
    demarche = mini.demarche("clause")
    assert "Démarche proche" not in ada.edit(demarche, titre="Clause sociale")
    said = ada.edit(demarche, sources__0__url="https://exemple.invalid/halle")
    assert "Halle (même source)" in said
    assert "Démarche proche" not in ada.edit(demarche, titre="Clause sociale corrigée")


def test_saving_without_a_change_is_no_edit_whatever_ends_the_lines(mini, ada):
    demarche = mini.demarche("clause", description="Un fait.\nUn autre.", partenaires=["Orval", "Ancre"])
    ada.edit(demarche, description="Un fait.\r\nUn autre.", partenaires="Orval\r\nAncre")
    draft = models.Demarche.objects.get().get_latest_revision_as_object()
    assert fingerprint(as_payload(draft)) == demarche.empreinte


def test_a_source_is_marked_dead_from_the_editor(mini, reviewer):
    demarche = mini.demarche("clause")
    Desk(reviewer).edit(demarche, "publish", sources__0__est_morte="on")
    assert [source.est_morte for source in models.Demarche.objects.get().sources.all()] == [True]


def test_the_history_names_who_wrote_and_who_verified(mini, ada):
    demarche = mini.demarche("clause")
    ada.edit(demarche, titre="Clause sociale")
    ada.post(f"a-verifier/{demarche.pk}/verifiee/")
    said = read_text(ada.get(f"demarches/history/{demarche.pk}/"))
    assert "Vérifiée : texte et sources relus" in said
    assert str(ada.person) in said


def test_nothing_of_wagtail_that_nobody_uses_is_shown(mini, ada):
    page = ada.get("").content.decode()
    for word in ("Guide de l", "gravatar", "Rechercher toutes les pages", "wagtail.org", "/gestion/images/"):
        assert word not in page, word


def test_no_page_carries_a_script_or_a_style_written_in_place(mini, ada):
    demarche = mini.demarche("clause")
    for path in ("", "demarches/", f"demarches/edit/{demarche.pk}/", "demarches/add/"):
        answer = ada.get(path)
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        page = answer.content.decode()
        inline = [tag for tag in page.split("<script")[1:] if "src=" not in tag.split(">")[0]]
        assert all('type="application/json"' in tag.split(">")[0] for tag in inline), path
        assert ' style="' not in page, path
        assert "<style" not in page, path


def _source(url):
    return {"url": url, "titre": "Page", "editeur": "Orval", "date": ""}
