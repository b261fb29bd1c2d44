"""What a structure says of itself: written by its own, dated, kept by version, hidden with a reason."""

import json

import pytest

from leviers.accounts import demandes, depart
from leviers.courrier.models import Lettre
from leviers.directory.models import Bloc
from leviers.participation.models import Arbitrage
from tests.directory.fiches.conftest import INCONNUE, STRUCTURE

PAGE, EDIT = f"/acteurs/{STRUCTURE}/", f"/acteurs/{STRUCTURE}/completer/"
XSS = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}"
EVERY_FIELD = {
    "nom": {"nom": XSS},
    "activites": {"texte": XSS},
    "offre": {"texte": XSS},
    "recherche": {"texte": XSS},
    "locaux": {"texte": XSS, "surface_m2": "120", "ouvert_a": "ess"},
    "reserves": {"fondements": ["siae", "ea"], "effectif": "14", "prestations": XSS},
    "site": {"adresse": 'https://tilleuls.example/?a="><script>alert(1)</script>'},
}


def write(browser, sorte, said, depuis=0, siren=STRUCTURE):
    return browser.post(f"/acteurs/{siren}/completer/{sorte}/", said | {"depuis": depuis})


def test_what_it_declares_is_dated_on_its_page_and_in_the_twin(client, lea, reel):
    before = client.get(f"{PAGE[:-1]}.json").json()
    assert write(lea, "activites", {"texte": "Nous réparons des vélos."}).status_code == 303
    page = client.get(PAGE).content.decode().replace("\u00a0", " ")
    assert "Nous réparons des vélos." in page
    assert "Déclaré par la structure, le" in page
    after = client.get(f"{PAGE[:-1]}.json").json()
    (said,) = after.pop("declarations")
    assert (said["sorte"], said["contenu"]) == ("activites", {"texte": "Nous réparons des vélos."})
    assert after == {name: value for name, value in before.items() if name != "declarations"}


def test_no_field_runs_a_script(client, lea, anim, reel):
    for sorte, said in EVERY_FIELD.items():
        assert write(lea, sorte, said).status_code in (303, 422)
    pages = [client.get(PAGE), lea.get(EDIT), anim.get("/reseau/demandes/")]
    pages += [lea.get(f"{EDIT}{sorte}/") for sorte in EVERY_FIELD]
    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_a_website_is_shown_as_a_link(client, lea, reel):
    assert write(lea, "site", {"adresse": "https://tilleuls.example/velos"}).status_code == 303
    assert 'href="https://tilleuls.example/velos" rel="noopener nofollow' in client.get(PAGE).content.decode()


@pytest.mark.parametrize("site", ["javascript:alert(1)", "ftp://tilleuls.example", "data:text/html,x"])
def test_a_website_is_in_http(lea, reel, site):
    page = write(lea, "site", {"adresse": site})
    assert page.status_code == 422
    assert "commence par https://" in page.content.decode()
    assert not Bloc.objects.exists()


def test_bad_input_is_said_and_what_was_typed_is_kept(lea, reel):
    page = write(lea, "locaux", {"texte": "Un hangar.", "surface_m2": "beaucoup", "ouvert_a": "martiens"})
    text = page.content.decode().replace("\u00a0", " ")
    assert page.status_code == 422
    assert all(
        said in text for said in ("Un hangar.", "Un nombre entier, ou rien", "Choisissez dans la liste")
    )


def test_two_people_writing_at_once_lose_nothing(client, lea, someone, reel):
    tom = someone("tom", ("organisation", STRUCTURE))
    write(lea, "offre", {"texte": "Des vélos."})
    first = Bloc.objects.get().pk
    write(tom, "offre", {"texte": "Des vélos et des trottinettes."}, depuis=first)
    late = write(lea, "offre", {"texte": "Des vélos révisés."}, depuis=first)
    text = late.content.decode()
    assert late.status_code == 409
    assert "Des vélos et des trottinettes." in text
    assert "Des vélos révisés.</textarea>" in text
    latest = Bloc.objects.first().pk
    assert f'name="depuis" value="{latest}"' in text
    assert write(lea, "offre", {"texte": "Des vélos révisés."}, depuis=latest).status_code == 303
    assert "Des vélos révisés." in client.get(PAGE).content.decode()
    history = lea.get(f"{EDIT}offre/").content.decode()
    assert "Des vélos et des trottinettes." in history
    assert ">tom</bdi>" in history
    assert ">tom</bdi>" not in client.get(PAGE).content.decode()


def test_a_form_sent_twice_writes_once(lea, reel):
    for _ in range(2):
        assert write(lea, "recherche", {"texte": "Un local."}).status_code == 303
    assert Bloc.objects.count() == 1


def test_an_emptied_part_leaves_the_page(client, lea, reel):
    write(lea, "recherche", {"texte": "Un local."})
    write(lea, "recherche", {"texte": ""}, depuis=Bloc.objects.get().pk)
    assert "Un local." not in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE[:-1]}.json").json()["declarations"] == []


def test_somebody_of_another_structure_reads_and_writes_nothing(someone, reel):
    other = someone("other", ("organisation", INCONNUE), ("referent", STRUCTURE))
    assert other.get(EDIT).status_code == 403
    assert other.get(f"{EDIT}offre/").status_code == 403
    assert write(other, "offre", {"texte": "Volé."}).status_code == 403
    assert not Bloc.objects.exists()


def test_an_ended_role_loses_the_right_at_once(lea, anim, reel):
    assert lea.get(f"{EDIT}offre/").status_code == 200
    demandes.end(lea.person.roles.get(), "Partie.", by=anim.person)
    assert write(lea, "offre", {"texte": "Encore moi."}).status_code == 403
    assert not Bloc.objects.exists()


def test_the_team_hides_a_part_with_a_reason_and_the_structure_is_told_once(client, lea, anim, reel):
    write(lea, "offre", {"texte": "Publicité."})
    bloc = Bloc.objects.get()
    where = f"/reseau/fiches/{bloc.pk}/masquer/"
    anim.post(where, {"motif": " "})
    assert "Publicité." in client.get(PAGE).content.decode()
    for _ in range(2):
        anim.post(where, {"motif": "Hors sujet."})
    assert "Publicité." not in client.get(PAGE).content.decode()
    lettre = Lettre.objects.get(genre="fiche")
    assert (lettre.destinataire, "Hors sujet." in lettre.texte) == (lea.person.email, True)
    assert "Hors sujet." in lea.get(EDIT).content.decode()
    write(lea, "offre", {"texte": "Publicité."}, depuis=bloc.pk)  # the same words stay hidden
    assert "Publicité." not in client.get(PAGE).content.decode()
    anim.post(where, {"geste": "retablir"})
    assert "Publicité." in client.get(PAGE).content.decode()


def test_the_journal_keeps_what_is_hidden_and_that_it_was_shown_again(lea, anim, reel):
    write(lea, "offre", {"texte": "Publicité."})
    where = f"/reseau/fiches/{Bloc.objects.get().pk}/masquer/"
    anim.post(where, {"motif": "Hors sujet."})
    row = Arbitrage.objects.get()
    assert (row.genre, row.verdict, row.motif) == ("bloc", "masquer", "Hors sujet.")
    assert row.fait_par == anim.person
    assert "Hors sujet." in anim.get("/moderation/journal/").content.decode()
    anim.post(where, {"geste": "retablir"})
    row.refresh_from_db()
    assert row.annule_le is not None
    assert Lettre.objects.get(genre="fiche").etat == "annule"  # it had not left yet
    anim.post(where, {"motif": "Encore hors sujet."})
    assert Lettre.objects.filter(genre="fiche", etat="attente").count() == 1


def test_nobody_but_the_team_hides(lea, reel):
    write(lea, "offre", {"texte": "Des vélos."})
    where = f"/reseau/fiches/{Bloc.objects.get().pk}/masquer/"
    assert lea.post(where, {"motif": "Parce que."}).status_code == 403


def test_the_team_reads_the_versions_and_writes_nothing(lea, anim, reel):
    write(lea, "offre", {"texte": "Des vélos."})
    page = anim.get(f"{EDIT}offre/").content.decode()
    assert "Des vélos." in page
    assert "<textarea" not in page
    refused = write(anim, "offre", {"texte": "Autre chose."}, depuis=Bloc.objects.get().pk)
    assert refused.status_code == 403
    assert Bloc.objects.count() == 1


def test_a_structure_that_no_list_names_has_a_page_of_its_own_words(client, someone, reel):
    assert client.get(f"/acteurs/{INCONNUE}/").status_code == 404
    tom = someone("tom", ("organisation", INCONNUE))
    write(tom, "nom", {"nom": "Les Communs"}, siren=INCONNUE)
    page = client.get(f"/acteurs/{INCONNUE}/").content.decode()
    assert "Les Communs" in page
    assert "Aucun registre" in page
    assert client.get(f"/acteurs/{INCONNUE}.json").json()["nom"] == "Les Communs"


def test_leaving_takes_the_name_and_leaves_the_words(client, lea, reel):
    write(lea, "offre", {"texte": "Des vélos."})
    kept = depart.export(lea.person)["annuaire"]["blocs"]
    assert json.dumps(kept, ensure_ascii=False).count("Des vélos.") == 1
    depart.erase(lea.person)
    assert Bloc.objects.get().auteur is None
    assert "Des vélos." in client.get(PAGE).content.decode()
