"""carry_over: answers follow a questionnaire to its next version, and what is lost is said in words."""

from leviers.survey.formulaires import carry_over, delivered
from tests.survey.formulaires.forms import ask, survey

CHOIX = """
| choices |
| | list_name | name | label |
| | reseaux | rtes | RTES |
| | reseaux | cress | Chambre régionale |
| | reseaux | gsef | GSEF |
"""
COLUMNS = "type | name | label"
ANCIEN = survey(
    COLUMNS, "begin group | g | G", "text | nom | Votre nom", "select_multiple reseaux | r | Réseaux",
    "end group", "decimal | montant | Montant",
    "text | perdu | Question retirée", "text | ancien | Le même sens",
    "begin repeat | lieux | Lieux", "text | lieu | Lieu", "end repeat", more=CHOIX,
)  # fmt: skip


def lines(nouveau, reponses):
    return {
        ligne.chemin: (ligne.chemin_apres, ligne.sort, ligne.apres)
        for ligne in carry_over(ANCIEN, nouveau, reponses).lignes
    }


def test_the_same_questions_keep_their_answers():
    reponses = {"g/nom": "Orval", "g/r": "rtes gsef", "montant": "12.5", "lieux[2]/lieu": "Halle"}
    reprise = carry_over(ANCIEN, ANCIEN, reponses)
    assert reprise.reponses == reponses
    assert {ligne.sort for ligne in reprise.lignes} == {"même"}
    assert (reprise.perdues, reprise.nouvelles) == ((), ())


def test_a_question_that_moved_or_changed_its_name_is_recognised():
    nouveau = survey(COLUMNS, "begin group | h | H", "text | nom | Votre nom", "end group",
                     "text | neuf | Le même sens", "begin repeat | places | Places",
                     "text | lieu | Lieu", "end repeat")  # fmt: skip
    found = lines(nouveau, {"g/nom": "Orval", "ancien": "x", "lieux[2]/lieu": "Halle"})
    assert found == {
        "g/nom": ("h/nom", "déplacée", "Orval"),
        "ancien": ("neuf", "renommée", "x"),
        "lieux[2]/lieu": ("places[2]/lieu", "déplacée", "Halle"),
    }


def test_a_choice_is_found_by_its_code_then_by_its_label():
    choix = CHOIX.replace("cress | Chambre", "cr-ess | Chambre").replace("| | reseaux | gsef | GSEF |\n", "")
    nouveau = survey(
        COLUMNS, "begin group | g | G", "select_multiple reseaux | r | Réseaux", "end group", more=choix
    )
    reprise = carry_over(ANCIEN, nouveau, {"g/r": "rtes cress gsef"})
    [ligne] = reprise.lignes
    assert (ligne.sort, ligne.apres) == ("en partie", "rtes cr-ess")
    assert ligne.phrase == "« Réseaux » : « GSEF » n’est plus proposé."
    assert ask(nouveau, reprise.reponses).complete


def test_a_changed_type_keeps_what_it_can():
    nouveau = survey(COLUMNS, "begin group | g | G", "integer | nom | Votre nom", "text | r | Réseaux",
                     "end group", "integer | montant | Montant")  # fmt: skip
    found = lines(nouveau, {"g/nom": "Orval", "g/r": "rtes gsef", "montant": "12"})
    assert found["g/r"] == ("g/r", "convertie", "RTES, GSEF")
    assert found["montant"] == ("montant", "convertie", "12")
    assert found["g/nom"] == ("", "perdue", "")
    assert lines(nouveau, {"montant": "12.5"})["montant"][1] == "perdue"


def test_several_answers_do_not_become_one_in_silence():
    nouveau = survey(
        COLUMNS, "begin group | g | G", "select_one reseaux | r | Réseaux", "end group", more=CHOIX
    )
    [ligne] = carry_over(ANCIEN, nouveau, {"g/r": "rtes gsef"}).perdues
    assert "une seule réponse est maintenant admise" in ligne.phrase
    assert lines(nouveau, {"g/r": "gsef"})["g/r"] == ("g/r", "convertie", "gsef")


def test_a_withdrawn_question_is_said_and_a_new_one_is_listed():
    nouveau = survey(COLUMNS, "text | tout-neuf | Nouvelle question")
    reprise = carry_over(ANCIEN, nouveau, {"perdu": "x"})
    assert reprise.reponses == {}
    assert (
        reprise.lignes[0].phrase == "« Question retirée » n’est plus demandée : sa réponse n’est pas reprise."
    )
    assert reprise.nouvelles == ("tout-neuf",)


def test_nothing_is_lost_between_two_readings_of_the_delivered_questionnaire():
    reponses = {"identite/A01": "244400404", "gouvernance-strategie/A09": "region departement"}
    assert carry_over(delivered(), delivered(), reponses).reponses == reponses
