"""pulldata() reads what is known of a territoire, without any file joined to the questionnaire."""

import pytest

from leviers.errors import FormulaireRefuse
from leviers.survey.avancement import count_sections
from leviers.survey.connues import CONNUES, list_known_files
from leviers.survey.formulaires import Contexte, evaluate, write_xform
from leviers.survey.versions import import_version, read_formulaire
from tests.survey.conftest import METZ
from tests.survey.questionnaires import write_essai

LOOK = f"pulldata('territoires', 'nom', 'siren', '{METZ}')"
CITED = (
    "| text | A02 | Son titre | ${A01} = 'oui' |",
    f"| text | A02 | Son titre | {LOOK} = 'Eurométropole de Metz' |",
)


def test_a_questionnaire_may_cite_what_is_known(catalogue, essai):
    version, _ = import_version(write_essai(CITED), "essai.md")
    formulaire = read_formulaire(version)
    contexte = Contexte(aujourdhui=essai.campagne.echeance, tables=CONNUES)
    assert evaluate(formulaire, {}, contexte=contexte).etats["gouvernance/A02"].visible
    assert count_sections(formulaire, {}, essai.campagne.echeance)[0].posees == 2


def test_a_repere_is_a_column(catalogue):
    rows = CONNUES["territoires"]
    assert {row["adherent_rtes"] for row in rows if "adherent_rtes" in row} == {"oui"}
    assert all(row["siae"].isdigit() for row in rows if row["slug"] != "orval")
    assert set(CONNUES) == {"territoires"}


def test_another_name_is_still_refused(essai):
    with pytest.raises(FormulaireRefuse, match="n’est pas joint"):
        import_version(write_essai((CITED[0], CITED[1].replace("'territoires'", "'territoire'"))), "essai.md")


def test_an_odk_client_is_given_the_table_only_when_the_form_cites_it(catalogue, essai):
    version, _ = import_version(write_essai(CITED), "essai.md")
    content = list_known_files(write_xform(read_formulaire(version)))["territoires.csv"].decode()
    assert content.startswith("siren,slug,nom,")
    assert METZ in content
    assert list_known_files(write_xform(read_formulaire(essai.version))) == {}
