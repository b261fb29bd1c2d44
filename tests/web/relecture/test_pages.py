"""Around the desk: history, figures, pairs of démarches and records, and what a démarche shows of them."""

import json
import re
from uuid import uuid4

import pytest

from leviers.evidence.models import Decision, Rapprochement
from tests.house.test_typography import FAULTS, Texts
from tests.web.relecture.forms import read

HISTORY, BILAN, PAIRS = "/relecture/historique/", "/relecture/bilan/", "/relecture/rapprochements/"


@pytest.fixture
def judged(desk, actes, decide, reviewer, camille):
    """Two lots of one person, one of another."""
    for name in ("M1", "M2"):
        actes.add(name, objet="Schéma des achats")
    actes.add("R1", metropole="rennes", objet="Schéma de Rennes", raison="autre")
    actes.swap()
    decide(reviewer, "M1", "confirme", identiques=True)
    decide(reviewer, "R1", "rejette")
    decide(camille, "R1", "corrige", levier_corrige="critere-social")
    return desk


def test_it_works_history_says_who_said_what_when(judged):
    said = read(judged.get(HISTORY))
    assert "3 réponses. Aucune n’est jamais effacée." in said
    assert "Corrigé en Critère social : « Schéma de Rennes »" in said
    assert "Confirmé : « Schéma des achats » et 1 autre fiche du même titre" in said
    assert re.search(r"Nantes Métropole. Par Relecture, le \d+(er)? \w+ \d{4} à \d+ h \d\d\.", said)


@pytest.mark.parametrize(
    ("query", "nb"),
    [
        ("?qui=moi", 2),
        ("?verdict=corrige", 1),
        ("?territoire=rennes", 2),
        ("?levier=ptce", 0),
        ("?genre=marche", 3),
        ("?verdict=rien&qui=personne&page=99", 3),
        ("?monde=fictif", 0),
    ],
)
def test_history_is_filtered_by_the_address(judged, query, nb):
    assert f"{nb} réponse" in read(judged.get(f"{HISTORY}{query}"))


def test_one_undoes_ones_own_lots_from_history_and_they_stay_there(judged, camille):
    page = judged.get(HISTORY).content.decode()
    lots = re.findall(r'name="lot" value="([^"]+)"', page)
    assert len(lots) == 2  # those of Camille are hers
    response = judged.post("/relecture/annuler/", {"lot": lots[0], "retour": "historique"})
    assert response.headers["Location"] == HISTORY
    said = read(judged.get(HISTORY))
    assert "3 réponses" in said
    assert "Annulée le" in said


def test_history_has_pages(desk, reviewer):
    Decision.objects.bulk_create(
        Decision(fait_genre="marche", fait_id=str(number), levier="spaser", verdict="passe", auteur=reviewer,
                 lot=uuid4(), fait={})
        for number in range(41)
    )  # fmt: skip
    page = desk.get(f"{HISTORY}?qui=moi&page=2").content.decode()
    assert page.count('<p class="ledger-title">') == 1
    assert 'href="?qui=moi&amp;page=1"' in page


def test_the_figures_are_in_words_and_the_agreement_waits_for_enough(judged):
    said = read(judged.get(BILAN))
    assert "2 personnes ont relu 3 fiches" in said
    assert "Trop peu de doubles lectures pour le dire : 1 double lecture, il en faut 20." in said
    assert "spaser SPASER 2 0 100 % 34 % à 100 %" in said
    assert "autre motif retiré depuis 0 2 0 % 0 % à 66 %" in said


def test_everybody_may_read_the_public_part_of_the_figures(judged, client):
    client.logout()
    content = json.loads(client.get("/relecture/bilan.json").content)
    assert content == {
        "monde": "reel", "licence": "Licence Ouverte 2.0", "doubles_necessaires": 20, "nb_fiches": 3,
        "nb_confirmees": 2, "nb_rejetees": 1, "nb_discutees": 0, "nb_personnes": 2, "nb_doubles": 1,
        "kappa": None,
    }  # fmt: skip
    assert json.loads(client.get("/relecture/bilan.json?monde=fictif").content)["nb_fiches"] == 0


@pytest.fixture
def paired(desk, mini, actes):
    """A démarche and two grants that may support it."""
    given = {"titre": "La Halle Paysanne au port", "partenaires": ["Les Jardins du Port"]}
    mini.demarche("halle", "nantes", "tiers-lieux", annee_debut=2022, annee_fin=2024, **given)
    actes.add("S1", "tiers-lieux", "subvention", objet="Fonctionnement", tiers_nom="Les Jardins du Port")
    actes.add("S2", "tiers-lieux", "subvention", objet="Halle paysanne")
    actes.swap()
    return desk


def press(client, verdict, query=""):
    page = client.get(f"{PAIRS}{query}").content.decode()
    fiche = re.search(r'name="fiche" value="([^"]*)"', page)[1]
    response = client.post(f"{PAIRS}repondre/{query}", {"fiche": fiche, "verdict": verdict})
    assert response.status_code == 303
    return client.get(response.headers["Location"])


def test_a_pair_is_shown_with_its_reasons(paired):
    said = read(paired.get(PAIRS))
    assert "2 actes publics proposés à l’appui d’une démarche" in said
    assert "le partenaire « Les Jardins du Port » en est le titulaire ou le bénéficiaire" in said
    assert "année 2024, dans la période de la démarche" in said
    assert "La Halle Paysanne au port" in said


def test_a_pair_is_confirmed_shown_on_the_demarche_and_undone(paired, client):
    assert "Confirmé : « Fonctionnement » appuie « La Halle Paysanne au port »." in read(
        press(paired, "confirme")
    )
    said = read(client.get("/demarches/nantes-halle/"))
    assert "Actes publics qui l’appuient" in said
    assert re.search(r"Pour : Les Jardins du Port ?\. Montant : 1 000 €\. .*Confirmé le \d", said)
    assert "Proposé par la machine : mots en commun avec le titre de la démarche" in said
    made = Rapprochement.objects.get()
    response = paired.post(f"{PAIRS}annuler/", {"reponse": made.pk}, follow=True)
    assert "attend de nouveau une réponse" in read(response)
    assert "Confirmé le" not in read(client.get("/demarches/nantes-halle/"))
    assert "Rien à annuler" in read(paired.post(f"{PAIRS}annuler/", {"reponse": "x"}, follow=True))


def test_a_rejected_pair_leaves_the_demarche(paired, client):
    press(paired, "rejette")
    press(paired, "rejette")
    assert "Aucun rapprochement n’attend" in read(paired.get(PAIRS))
    assert "Actes publics qui l’appuient" not in read(client.get("/demarches/nantes-halle/"))


def test_skipping_a_pair_reads_the_next_rank(paired):
    assert "« La Halle" not in read(paired.get(f"{PAIRS}?rang=2"))
    assert "Halle paysanne" in read(paired.get(f"{PAIRS}?rang=2"))
    assert "Vous avez passé les 2 qui restent." in read(paired.get(f"{PAIRS}?rang=3"))
    assert "Fonctionnement" in read(paired.get(f"{PAIRS}?rang=zéro"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"fiche": "subvention/nantes-halle/S1", "verdict": "peut-etre"}, "Cette réponse n’existe pas"),
        ({"fiche": "subvention/nantes-halle/S9", "verdict": "confirme"}, "n’est plus proposé"),
        ({"fiche": "", "verdict": "confirme"}, "n’est plus proposé"),
    ],
)
def test_an_answer_about_no_pair_is_refused_in_words(paired, fields, said):
    assert said in read(paired.post(f"{PAIRS}repondre/", fields, follow=True))
    assert Rapprochement.objects.count() == 0


def test_the_twin_of_a_demarche_gives_its_records(paired, client):
    press(paired, "confirme")
    first, second = json.loads(client.get("/demarches/nantes-halle.json").content)["actes"]
    assert (first["fait_id"], first["etat"], first["raisons"]) == ("S1", "confirmee", [])
    assert first["depuis"] is not None
    assert (second["fait_id"], second["etat"], second["depuis"]) == ("S2", "proposee", None)


def test_a_session_lost_on_a_pair_comes_back_to_the_pairs(paired):
    paired.logout()
    response = paired.post(
        f"{PAIRS}repondre/", {"fiche": "subvention/nantes-halle/S1", "verdict": "confirme"}
    )
    assert response.headers["Location"].startswith(f"/gestion/login/?next={PAIRS}%3Fperdue%3D1")
    assert Rapprochement.objects.count() == 0


@pytest.mark.parametrize("path", ["/relecture/", HISTORY, BILAN, PAIRS, "/relecture/?monde=fictif&genre=x"])
def test_the_desk_is_set_in_french(paired, actes, decide, reviewer, path):
    actes.add("M1", objet="Schéma des achats")
    actes.swap()
    actes.swap("fictif")
    decide(reviewer, "M1", "rejette")
    reader = Texts()
    reader.feed(paired.get(path).content.decode())
    found = {
        f"{fault}: {text[max(0, hit.start() - 30) : hit.end() + 30]!r}"
        for text in reader.texts
        for fault, pattern in FAULTS.items()
        if (hit := pattern.search(text))
    }
    assert found == set()
