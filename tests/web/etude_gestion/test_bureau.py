"""The board of the study: the draft, its making, freezing, what is said beside a frozen edition."""

import pytest
from django.test import Client

from leviers.publication.editions import lire
from leviers.publication.editions.fabrication import run_next
from leviers.publication.editions.lire import find_edition
from leviers.publication.editions.verifier import verify_all
from leviers.publication.models import Edition, Erratum, Fabrication, GesteEtude
from tests.web.etude_gestion.conftest import HOME, plain, read, send

FORMS = [
    ("fabriquer/", 303),
    ("figer/", 403),
    ("textes/nouveau/", 422),
    ("corrections/essentiel.spaser/", 422),
    ("editions/2026/doi/", 403),
    ("editions/2026/errata/", 403),
]


def test_the_draft_is_shown_with_its_state(bureau, mini):
    page = read(bureau.ada)
    assert "1 page, données du" in page
    assert "Il est à jour." in page
    mini.demarche("deux")
    assert "Quelque chose a changé depuis" in read(bureau.ada)


def test_the_draft_is_made_beside_the_site_and_its_progress_shown(bureau, mini):
    mini.demarche("deux")
    assert "Brouillon demandé" in send(bureau.ada, "fabriquer/")
    page = read(bureau.ada)
    assert '<progress class="g-progress"' in page
    assert "Commence dans la minute" in page
    assert "Fabriquer le brouillon" not in page
    assert "Elle est déjà demandée." in send(bureau.ada, "fabriquer/")
    run_next(bureau.home)
    assert "Il est à jour." in read(bureau.ada)


def test_an_edition_is_frozen_once_confirmed(bureau):
    page = read(bureau.bertille, f"{HOME}/figer/")
    assert "22 portraits" in page
    assert "aucun build n’est chargé" in page
    refused = bureau.bertille.post(f"{HOME}/figer/", {"code": "2026"})
    assert (refused.status_code, "Cochez la case" in plain(refused)) == (422, True)
    assert not Fabrication.objects.exists()
    assert "Édition 2026 demandée" in send(bureau.bertille, "figer/", code="2026", confirme="oui")
    run_next(bureau.home)
    assert Edition.objects.get().figee_par.username == "bertille"
    page = read(bureau.bertille)
    assert "Édition 2026 figée" in page
    assert "Pas encore de DOI" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"code": "vingt"}, "ne peut pas être le code d’une édition"),
        ({"code": "2026", "doi": "dix"}, "n’est pas un DOI"),
    ],
)
def test_a_wrong_freeze_is_said_beside_its_field(bureau, fields, said):
    answer = bureau.bertille.post(f"{HOME}/figer/", {**fields, "confirme": "oui"})
    assert (answer.status_code, said in plain(answer)) == (422, True)
    assert fields["code"] in plain(answer)


def test_a_frozen_edition_gets_its_doi_and_errata_beside_its_files(bureau):
    send(bureau.bertille, "figer/", code="2026", confirme="oui")
    run_next(bureau.home)
    page = read(bureau.bertille, f"{HOME}/editions/2026/")
    assert "tous sont tels qu’ils ont été figés" in page
    assert "DOI noté" in send(bureau.bertille, "editions/2026/doi/", doi="https://doi.org/10.5281/zenodo.7")
    said = "Page 3 : lire <b>SPASER</b>."
    page = send(bureau.bertille, "editions/2026/errata/", chapitre="essentiel", texte=said)
    assert "Page 3 : lire &lt;b&gt;SPASER&lt;/b&gt;." in page
    assert "chapitre « L’essentiel »" in page
    assert (Edition.objects.get().doi, Erratum.objects.get().auteur.username) == (
        "10.5281/zenodo.7",
        "bertille",
    )
    assert find_edition(bureau.home, "2026").sommaire["doi"] == ""
    assert verify_all(bureau.home) == {"2026": []}
    assert "n’est pas un DOI" in send(bureau.bertille, "editions/2026/doi/", doi="dix")
    assert "n’est pas gardé" in send(bureau.bertille, "editions/2026/errata/", chapitre="rien", texte="x")
    gestes = list(GesteEtude.objects.values_list("geste", flat=True))
    assert gestes[:3] == [
        "Édition 2026 : erratum ajouté",
        "Édition 2026 : DOI 10.5281/zenodo.7",
        "Édition 2026 figée",
    ]


def test_damage_to_a_frozen_edition_is_shown(bureau):
    send(bureau.bertille, "figer/", code="2026", confirme="oui")
    run_next(bureau.home)
    folder = find_edition(bureau.home, "2026").folder
    for name in ("etude.pdf", "etude.json"):
        (folder / name).chmod(0o644)
        (folder / name).write_bytes(b"autre")
    lire._read.cache_clear()
    page = read(bureau.bertille, f"{HOME}/editions/2026/")
    assert "etude.pdf a été modifié" in page
    assert "etude.json a été modifié" in page


def test_who_writes_does_not_freeze(bureau):
    assert "Figer une édition" not in read(bureau.ada)
    assert bureau.ada.get(f"{HOME}/figer/").status_code == 403
    answers = [(path, bureau.ada.post(f"{HOME}/{path}").status_code) for path, _ in FORMS]
    assert answers == FORMS


def test_nobody_enters_without_an_account_nor_without_the_key_of_the_form(bureau, django_user_model):
    for path in ("", "figer/", "textes/", "corrections/", "editions/2026/"):
        answer = Client().get(f"{HOME}/{path}")
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/gestion/login/")
    other = Client()
    other.force_login(django_user_model.objects.create_user("zoe", "zoe@exemple.invalid", "x" * 20))
    assert other.get(f"{HOME}/").status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(django_user_model.objects.get(username="bertille"))
    for path, _ in FORMS:
        assert strict.post(f"{HOME}/{path}").status_code == 403
    assert not Fabrication.objects.exists()


def test_a_form_lost_with_its_session_is_said(bureau):
    answer = Client().post(f"{HOME}/fabriquer/")
    assert "perdue" in answer.headers["Location"]
    assert "Votre session avait pris fin" in read(bureau.ada, f"{HOME}/?perdue=1")
