"""Who works on what: people who asked to be listed, by what they show, and nothing else."""

import pytest

from leviers.accounts import demandes, depart
from leviers.accounts.models import Profil
from leviers.directory.models import Inscription

NANTES, LIST, MINE = "244400404", "/reseau/personnes/", "/reseau/personnes/moi/"
EVERYTHING = ["nom", "fonction", "organisation", "themes", "roles"]


@pytest.fixture
def camille(someone, catalogue):
    """A référent of Nantes with a full profile, of which nothing is shown yet."""
    made = someone("camille", ("referent", NANTES))
    made.person.first_name = "Camille <b>Roy</b>"
    made.person.save()
    Profil.objects.create(
        personne=made.person, fonction="Chargée de mission ESS", organisation="Ville", themes=["spaser"]
    )
    return made


def show(someone, *fields):
    Profil.objects.filter(personne=someone.person).update(visibles=[*fields])


def read(client, **asked):
    answer = client.get(LIST, asked)
    assert answer.status_code == 200
    assert 'content="noindex"' in answer.content.decode()
    return answer.content.decode()


def test_somebody_is_listed_once_she_asks_and_shows_something(client, camille):
    show(camille, *EVERYTHING)
    assert "Camille" not in read(client)
    assert camille.post(MINE, {}).status_code == 422
    assert camille.post(MINE, {"oui": "1"}).status_code == 303
    page = read(client)
    assert "Camille &lt;b&gt;Roy&lt;/b&gt;" in page
    assert "Chargée de mission ESS" in page
    assert camille.person.email not in page
    portrait = client.get("/metropoles/nantes/").content.decode()
    assert "Camille &lt;b&gt;Roy" in portrait
    assert "Qui s’en occupe" not in client.get("/metropoles/rennes/").content.decode()
    assert "Camille" not in client.get("/metropoles/nantes.json").content.decode()
    camille.post(MINE, {"geste": "retirer"})
    assert "Camille" not in read(client)
    assert "Qui s’en occupe" not in client.get("/metropoles/nantes/").content.decode()


def test_filters_read_only_what_is_shown(client, camille):
    camille.post(MINE, {"oui": "1"})
    show(camille, "nom")
    assert "Camille" in read(client)
    hidden = {"territoire": NANTES, "theme": "spaser", "fonction": "mission"}
    for name, value in hidden.items():
        assert "Camille" not in read(client, **{name: value})
    show(camille, *EVERYTHING)
    assert "Camille" in read(client, **hidden)
    assert "Camille" in read(client, theme="achats-responsables", fonction="CHARGEE mission")
    assert "Camille" not in read(client, territoire="242900314")
    assert "laissé de côté" in read(client, territoire="inconnu")


def test_a_portrait_names_nobody_whose_roles_are_hidden(client, camille):
    camille.post(MINE, {"oui": "1"})
    show(camille, "nom", "fonction")
    assert "Camille" not in client.get("/metropoles/nantes/").content.decode()


def test_an_ended_role_takes_off_the_list_at_once(client, camille, anim):
    show(camille, *EVERYTHING)
    camille.post(MINE, {"oui": "1"})
    assert "Camille" in client.get("/metropoles/nantes/").content.decode()
    demandes.end(camille.person.roles.get(), "Partie.", by=anim.person)
    assert "Camille" not in client.get("/metropoles/nantes/").content.decode()
    assert "Camille" not in read(client)


def test_a_reader_without_a_role_is_not_listed(someone, catalogue):
    reader = someone("reader")
    assert reader.post(MINE, {"oui": "1"}).status_code == 422
    assert not Inscription.objects.exists()


def test_leaving_erases_the_choice_and_the_export_has_it(client, camille):
    show(camille, *EVERYTHING)
    camille.post(MINE, {"oui": "1"})
    assert depart.export(camille.person)["annuaire"]["annuaire_consenti_le"]
    depart.erase(camille.person)
    assert not Inscription.objects.exists()
    assert "Camille" not in read(client)


def test_the_list_reads_roles_at_once(client, someone, camille, django_assert_max_num_queries):
    for number in range(4):
        one = someone(f"p{number}", ("referent", NANTES))
        Profil.objects.create(personne=one.person, visibles=["roles"])
        Inscription.objects.create(personne=one.person)
    with django_assert_max_num_queries(6):
        assert "p3" in read(client)
