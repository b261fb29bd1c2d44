"""evaluate: what is asked, what counts, what is wrong, for some answers."""

import pytest

from leviers.survey.formulaires import sections
from tests.survey.formulaires.forms import OUI_NON, ask, read, survey

COLUMNS = "type | name | label | relevant | required | constraint | constraint_message"


@pytest.fixture(scope="module")
def formulaire():
    return survey(
        COLUMNS,
        "begin group | gouv | Gouvernance |",
        "select_one ouinon | A03 | Délégation ? | | yes |",
        "text | A04 | Laquelle ? | ${A03} = 'oui' | yes |",
        "end group",
        "begin group | moyens | Moyens | ${A03} = 'oui'",
        "decimal | B02 | Montant | | | . >= 0 | Écrivez un montant positif.",
        "end group",
        more=OUI_NON,
    )


def test_a_question_is_asked_when_its_condition_holds(formulaire):
    before, after = ask(formulaire), ask(formulaire, {"gouv/A03": "oui"})
    assert (before.etats["gouv/A04"].visible, after.etats["gouv/A04"].visible) == (False, True)


def test_a_hidden_group_hides_what_it_holds(formulaire):
    found = ask(formulaire, {"gouv/A03": "non", "moyens/B02": "12"})
    assert found.visibles == {"gouv": True, "moyens": False}
    assert not found.etats["moyens/B02"].visible


def test_an_answer_that_is_not_asked_any_more_is_kept_and_does_not_count(formulaire):
    found = ask(formulaire, {"gouv/A03": "non", "gouv/A04": "culture", "moyens/B02": "-1"})
    assert found.utiles() == {"gouv/A03": "non"}
    assert found.etats["gouv/A04"].valeur == "culture"
    assert found.complete


def test_a_condition_reads_an_unasked_answer_as_empty():
    form = survey("type | name | label | relevant", "text | a | A |", "text | b | B | ${a} = '1'",
                  "text | c | C | ${b} = 'x'")  # fmt: skip
    assert not ask(form, {"a": "2", "b": "x"}).etats["c"].visible
    assert ask(form, {"a": "1", "b": "x"}).etats["c"].visible


def test_what_is_missing_is_said_apart_from_what_is_wrong(formulaire):
    found = ask(formulaire, {"gouv/A03": "oui", "moyens/B02": "-1"})
    gouv, moyens = sections(formulaire)
    assert found.manques_de(gouv) == ["gouv/A04"]
    assert found.erreurs_de(gouv) == {}
    assert found.erreurs_de(moyens) == {"moyens/B02": ("Écrivez un montant positif.",)}
    assert not found.complete


@pytest.mark.parametrize(
    ("type_", "value", "words"),
    [
        ("integer", "1.5", "Écrivez un nombre entier, sans virgule."),
        ("integer", "3000000000", "Ce nombre est trop grand : il dépasse deux milliards."),
        ("decimal", "abc", "Écrivez un nombre, par exemple 1 234,5."),
        ("date", "2026-02-30", "Cette date n’existe pas. Écrivez jour/mois/année, par exemple 12/03/2025."),
        ("select_one ouinon", "peut-etre", "Un choix enregistré n’est plus proposé : choisissez à nouveau."),
        ("select_one ouinon", "oui non", "Choisissez une seule réponse."),
        ("select_multiple ouinon", "oui oui", "Une réponse est donnée deux fois."),
        ("rank ouinon", "oui", "Classez toutes les réponses : 1 sur 2."),
        ("file", "../passwd", "Ce nom de fichier n’est pas admis : déposez à nouveau le fichier."),
        ("acknowledge", "non", "Cochez la case pour confirmer."),
        ("text", "a" * 10_001, "Raccourcissez ce texte : 10001 caractères, 10000 au plus."),
    ],
)
def test_a_value_of_the_wrong_type_is_an_error(type_, value, words):
    form = survey("type | name | label", f"{type_} | q | Q", more=OUI_NON)
    assert ask(form, {"q": value}).etats["q"].erreurs == (words,)


def test_a_range_holds_to_its_steps():
    form = survey("type | name | label | parameters", "range | q | Q | start=0 end=1 step=0.25")
    assert ask(form, {"q": "0.75"}).etats["q"].erreurs == ()
    assert ask(form, {"q": "0.8"}).etats["q"].erreurs == (
        "Choisissez un nombre entre 0 et 1, de 0,25 en 0,25.",
    )
    assert ask(form, {"q": "2"}).etats["q"].erreurs == ("Choisissez un nombre entre 0 et 1.",)


def test_a_calculation_is_worked_out_and_counts():
    form = survey("type | name | label | calculation", "decimal | a | A", "decimal | b | B",
                  "calculate | part | | round(${a} div ${b} * 100, 1)")  # fmt: skip
    assert ask(form, {"a": "1", "b": "3"}).utiles()["part"] == "33.3"
    assert "part" not in ask(form, {"a": "1", "b": "0"}).utiles()


def test_calculations_wait_for_each_other_whatever_their_order():
    form = survey("type | name | label | calculation", "calculate | c | | ${b} + 1",
                  "calculate | b | | ${a} + 1", "integer | a | A |")  # fmt: skip
    assert ask(form, {"a": "1"}).etats["c"].valeur == "3"


def test_a_default_holds_until_the_question_is_answered_or_emptied():
    form = survey("type | name | label | default", "text | a | A | inconnu", "date | d | D | today()")
    assert ask(form).utiles() == {"a": "inconnu", "d": "2026-03-15"}
    assert ask(form, {"a": "", "d": "2026-01-01"}).utiles() == {"d": "2026-01-01"}


def test_required_may_depend_on_an_answer():
    form = survey("type | name | label | required | required_message", "text | a | A | |",
                  "text | b | B | ${a} != '' | Dites pourquoi.")  # fmt: skip
    assert not ask(form).etats["b"].manque
    etat = ask(form, {"a": "x"}).etats["b"]
    assert (etat.manque, etat.message_obligatoire) == (True, "Dites pourquoi.")


def test_a_label_quotes_answers_and_follows_them():
    form = survey(
        "type | name | label | hint",
        "text | ville | Ville |",
        "note | n | ${ville} a répondu | Voir ${ville}",
    )
    etat = ask(form, {"ville": "Orval"}).etats["n"]
    assert (etat.libelle, etat.aide) == ("Orval a répondu", "Voir Orval")


def test_read_only_and_calculated_questions_are_not_typed():
    form = survey("type | name | label | readonly | calculation", "text | a | A | yes |",
                  "text | b | B | | 'x'", "text | c | C | |")  # fmt: skip
    assert [etat.lecture_seule for etat in ask(form).etats.values()] == [True, True, False]


CASCADE = """
| survey |
| | type | name | label | choice_filter |
| | select_one regions | region | Région | |
| | select_one villes | ville | Ville | region = ${region} |
| | select_one villes | petite | Petite ville | region = ${region} and population < 200000 |
| choices |
| | list_name | name | label | region | population |
| | regions | pdl | Pays de la Loire | | |
| | regions | bzh | Bretagne | | |
| | villes | nantes | Nantes | pdl | 320000 |
| | villes | angers | Angers | pdl | 155000 |
| | villes | brest | Brest | bzh | 139000 |
"""


def test_choices_are_filtered_by_the_answers():
    form = read(CASCADE)
    found = ask(form, {"region": "pdl"})
    assert [choix.code for choix in found.etats["ville"].choix] == ["nantes", "angers"]
    assert [choix.code for choix in found.etats["petite"].choix] == ["angers"]
    assert ask(form).etats["ville"].choix == ()


def test_a_choice_that_is_filtered_out_is_an_error():
    [words] = ask(read(CASCADE), {"region": "bzh", "ville": "nantes"}).etats["ville"].erreurs
    assert words == "Un choix enregistré n’est plus proposé : choisissez à nouveau."


def test_choices_come_from_an_attached_file():
    form = read(
        """
| survey |
| | type | name | label | choice_filter | parameters |
| | text | dep | Département | | |
| | select_one_from_file communes.csv | commune | Commune | dep = ${dep} | value=insee label=nom |
""",
        {"communes.csv": b"insee,nom,dep\n44109,Nantes,44\n35238,Rennes,35\n"},
    )
    [choix] = ask(form, {"dep": "44"}).etats["commune"].choix
    assert (choix.code, choix.libelle, choix.extra["nom"]) == ("44109", {"": "Nantes"}, "Nantes")


def test_a_choice_may_quote_an_answer():
    choices = "| choices |\n| | list_name | name | label |\n| | l | a | Rester à ${ville} |\n"
    form = survey("type | name | label", "text | ville | Ville", "select_one l | q | Q", more=choices)
    [choix] = ask(form, {"ville": "Orval"}).etats["q"].choix
    assert choix.libelle == {"": "Rester à Orval"}


def test_choices_are_shuffled_in_one_order_per_reponse():
    form = read(
        "| survey |\n| | type | name | label | parameters |\n| | select_one n | q | Q | randomize=true |\n"
        "| choices |\n| | list_name | name | label |\n"
        + "".join(f"| | n | c{i} | {i} |\n" for i in range(12))
    )
    order = [choix.code for choix in ask(form).etats["q"].choix]
    assert order == [choix.code for choix in ask(form).etats["q"].choix]
    assert order != sorted(order)
    assert set(order) == {f"c{i}" for i in range(12)}


def test_other_is_offered_and_asks_what_it_is():
    form = survey("type | name | label", "select_multiple ouinon or_other | q | Q", more=OUI_NON)
    found = ask(form, {"q": "oui other"})
    assert [choix.code for choix in found.etats["q"].choix] == ["oui", "non", "other"]
    assert found.etats["q_other"].visible
    assert not ask(form, {"q": "oui"}).etats["q_other"].visible
