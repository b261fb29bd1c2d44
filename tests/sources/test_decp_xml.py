"""DECP in XML, of 2022 and of 2019."""

import pytest

from leviers.errors import SourceUnreadable
from tests.sources.decp import ATELIER, GARAMI, ORVAL, stage_text

MARCHE = f"""
  <marche>
    <id>X1</id><acheteur><id>{ORVAL}</id></acheteur><nature>Marché</nature>
    <objet>Jardins &amp; parcs</objet><marcheInnovant>oui</marcheInnovant><offresRecues>4</offresRecues>
    <considerationsSociales><considerationSociale>Clause sociale</considerationSociale>
      <considerationSociale>Critère social</considerationSociale></considerationsSociales>
    <modaliteExecution>Tranches</modaliteExecution>
    <titulaires><titulaire><id>{ATELIER}</id><typeIdentifiant>SIRET</typeIdentifiant></titulaire>
      <titulaire><id>{GARAMI}</id><typeIdentifiant>SIRET</typeIdentifiant></titulaire></titulaires>
    <modifications><modification><id>1</id><montant>2000</montant>
      <titulaires><id>{GARAMI}</id></titulaires></modification></modifications>
    <modificationsActesSousTraitance><modificationActesSousTraitance><id>1</id><montant>9</montant>
      </modificationActesSousTraitance></modificationsActesSousTraitance>
    <dureeMois>48</dureeMois><dateNotification>2024-05-15</dateNotification><montant>575000</montant>
  </marche>"""
CONCESSION = f"""
  <contrat-concession><id>C1</id><autoriteConcedante><id>{ORVAL}</id></autoriteConcedante><objet>Bac</objet>
    <valeurGlobale>10.3</valeurGlobale><donneesExecution/><modifications/>
    <concessionnaires><concessionnaire><id>{ATELIER}</id></concessionnaire></concessionnaires>
  </contrat-concession>"""


def envelope(*contracts: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<marches>{"".join(contracts)}\n</marches>'


def test_contracts_and_concessions_give_the_rows_of_their_json_twin(tmp_path):
    staged = stage_text(tmp_path, "decp-2024.xml", envelope(MARCHE, CONCESSION))
    columns = (
        "ligne, forme, uid, objet, est_innovant, offres_recues, considerations_sociales, modalites_execution"
    )
    assert staged.rows("marches", columns) == [
        (
            1,
            "2022",
            f"{ORVAL}X1",
            "Jardins & parcs",
            True,
            4,
            ["Clause sociale", "Critère social"],
            ["Tranches"],
        )
    ]
    assert staged.rows("concessions", "ligne, valeur_globale_eur::varchar, nb_modifications") == [
        (2, "10.30", 0)
    ]
    assert staged.rows("titulaires", "ligne, rang, titulaire_siret") == [
        (1, 1, ATELIER),
        (1, 2, GARAMI),
        (2, 1, ATELIER),
    ]
    assert staged.rows("modifications", "montant_eur::varchar, titulaires_id") == [("2000.00", [GARAMI])]
    assert staged.rows("sous_traitances", "est_modification, montant_eur::varchar") == [(True, "9.00")]
    assert (staged.report.lignes_lues, staged.report.lignes_rejetees) == (2, 0)


def test_a_contract_without_the_members_of_2022_is_of_2019(tmp_path):
    text = f"<marche><id>A</id><acheteur><id>{ORVAL}</id></acheteur><titulaires/></marche>"
    staged = stage_text(tmp_path, "decp-2019.xml", envelope(text))
    assert staged.rows("marches", "forme, nb_titulaires") == [("2019", None)]


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE marches [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE marches [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_a_document_type_is_refused_before_any_entity(tmp_path, head):
    with pytest.raises(SourceUnreadable, match="DOCTYPE"):
        stage_text(tmp_path, "decp-2024.xml", f"<?xml version='1.0'?>{head}<marches>{MARCHE}</marches>")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (envelope(MARCHE)[:-200], "après 0 contrats"),
        (envelope(MARCHE)[:-8], "après 1 contrats"),
        ("<marches>" + "<a>" * 100_000, "imbriquées"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(tmp_path, text, said):
    with pytest.raises(SourceUnreadable, match=said):
        stage_text(tmp_path, "decp-2024.xml", text)
