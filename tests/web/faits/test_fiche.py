"""The page of one record: every field, its source, its doubts, what the machine saw."""

import json
import re
from datetime import date
from uuid import uuid4

import pytest

from leviers.catalogue.models import Etat
from leviers.evidence.models import Decision
from tests.web.facts import read_text

INVENTED = "Données inventées pour la démonstration"


def test_everything_known_is_shown(read, reel):
    reel.marche(
        objet="Nettoyage des locaux",
        acheteur_nom="Nantes Métropole",
        acheteur_siren="244400404",
        lien="metropole",
        date_notification=date(2023, 5, 2),
        montant_eur=42_000,
        montant_initial_eur=40_000,
        duree_mois=12,
        a_clause_sociale=True,
        a_critere_social=None,
        fichier="decp-2022-orval.json",
        ligne=7,
    )
    page = read("/marches/mien/")
    text = read_text(page)
    for said in ("Nettoyage des locaux", "Nantes Métropole", "2 mai 2023", "42 000 €", "40 000 €", "12 mois"):
        assert said in text
    assert "Clause sociale oui" in text
    assert "Critère social inconnu" in text
    assert "rang 7 de decp-2022-orval.json" in text
    assert "copie locale, decp/decp-2022-orval.json" in text
    assert "Licence Ouverte 2.0" in text
    assert "Build reel" in text
    assert 'href="/metropoles/nantes/"' in page
    assert INVENTED not in page
    assert "noindex" not in page


def test_an_act_of_a_commune_is_not_one_of_its_metropole(read, reel):
    reel.marche(lien="commune")
    assert "acte d’une commune du territoire de Nantes Métropole, et non de la métropole" in read(
        "/marches/mien/"
    )


def test_outside_the_territoires_nothing_leads_to_a_portrait(read, reel):
    reel.marche(lien="hors", territoire_siren=None)
    page = read("/marches/mien/")
    assert "hors des 22 métropoles, ou territoire inconnu" in page
    assert "/metropoles/nantes/" not in page


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("plafond-repete", "sans doute le plafond de l’ensemble, redit sur chaque part"),
        ("plus-de-100-millions", "il dépasse 100 millions d’euros"),
        ("un-code-venu-apres", "code « un-code-venu-apres »"),
    ],
)
def test_a_doubtful_amount_is_shown_with_its_doubt(read, reel, code, words):
    reel.marche(montant_eur=250_000_000, montant_douteux=code)
    page = read("/marches/mien/")
    assert "250 000 000 € (montant douteux)" in page
    assert f"{words}. Il n’entre dans aucune somme." in page


def test_a_doubtful_date_is_shown_with_its_doubt(read, reel):
    reel.marche(date_notification=date(2005, 1, 1), date_douteuse="avant-2014", annee=None)
    page = read("/marches/mien/")
    assert "1er janvier 2005 (date douteuse)" in page
    assert "Ce marché n’entre dans aucune année." in page


def test_holders_carry_the_ground_and_the_degree_of_their_belonging(read, fictif):
    row = fictif.read(
        "select contrat_id as code, ess_motif from facts.titulaires join facts.tiers using (tiers_id)"
        " where ess_motif = 'insertion' and genre = 'marche' order by 1 limit 1"
    )[0]
    page = read(f"/marches/{row['code']}/")
    assert "De l’ESS, certain : il est sur la liste des structures d’insertion." in page


def test_modifications_and_doubles_are_told_in_order(read, fictif):
    code = fictif.read(
        "select marche_id as code from facts.marches"
        " where nb_modifications > 1 and nb_doublons > 0 order by 1"
    )[0]["code"]
    page = read(f"/marches/{code}/")
    section = re.search(r'id="modifications".*?</section>', page, re.S)[0]
    assert re.findall(r'scope="row">(\d+)<', section)[:2] == ["1", "2"]
    assert re.search(r'id="doublons".*?fichier, mêmes.*?</section>', page, re.S)


def test_a_detection_is_a_proposal_with_its_words_lit(read, reel):
    reel.marche(objet="Achat de tables issues du réemploi", lien="metropole")
    _detect(reel, "achats-reemploi", [("objet", 26, 34)], certain=False)
    page = read("/marches/mien/")
    assert "<mark>réemploi</mark>" in page
    assert "Proposée par la machine" in page
    assert "Confiance haute, 94 %" in page
    assert 'href="/leviers/achats-reemploi/"' in page
    assert 'href="/metropoles/nantes/achats-reemploi/"' in page


def test_a_certain_rule_establishes(read, reel):
    reel.marche()
    _detect(reel, "clause-sociale-insertion", [], certain=True, reason="declare-clause", layer="regle")
    page = read("/marches/mien/")
    assert "Établie par une règle certaine" in page
    assert "l’acheteur le déclare lui-même dans les champs du marché" in page


def test_what_people_said_comes_before_what_the_machine_says(client, db, reel, reviewer):
    reel.marche()
    _detect(reel, "spaser", [], certain=False)
    given = {"fait_genre": "marche", "fait_id": "mien", "levier": "spaser", "auteur": reviewer}
    Decision.objects.create(**given, verdict=Decision.Verdict.CONFIRME, lot=uuid4())
    Etat.bump_relectures()
    assert client.get("/marches/mien.json").json()["detections"][0]["etat"] == "confirmée à la relecture"


def test_words_out_of_place_light_what_exists(read, reel):
    reel.marche(objet="Court")
    _detect(
        reel,
        "spaser",
        [("objet", 3, 900), ("objet", 0, 4), ("objet", 70, 80), ("objet", -5, -2)],
        certain=False,
    )
    assert "<mark>Cour</mark><mark>t</mark>" in read("/marches/mien/")


def test_a_refused_grant_says_so(read, reel):
    reel.subvention(montant_eur=0, est_accordee=False, est_en_nature=False)
    assert "non accordée : un montant négatif, ou de 0 €" in read("/subventions/mienne/")


@pytest.mark.parametrize(
    ("nom", "siren"), [("Personne physique", None), ("Mme Durand Zoé", None), ("[ND]", "999999915")]
)
def test_a_natural_person_is_never_named(client, read, reel, nom, siren):
    reel.run("update facts.tiers set categorie_juridique = '1000' where siren = '999999915'")
    reel.subvention(
        beneficiaire_nom=nom, beneficiaire_siren=siren, beneficiaire_id=siren, tiers_id=siren, objet="Aide"
    )
    page = read("/subventions/mienne/")
    assert "Ni son nom, ni son numéro ne sont montrés." in page
    data = client.get("/subventions/mienne.json").content.decode()
    for text in (page, data):
        assert nom.removeprefix("Personne physique") in ("",) or nom not in text
        assert siren is None or siren not in text


def test_a_deliberation_leads_to_its_text_only_by_a_real_address(read, reel):
    reel.deliberation("une", url="https://exemple.invalid/acte")
    reel.deliberation("autre", url="javascript:alert(1)")
    assert 'href="https://exemple.invalid/acte"' in read("/deliberations/une/")
    page = read("/deliberations/autre/")
    assert 'href="javascript' not in page
    assert "javascript:alert(1)" in page


def test_the_invented_world_says_so_on_every_block(read, fictif):
    code = fictif.read("select marche_id as code from facts.marches where nb_doublons > 0 order by 1")[0][
        "code"
    ]
    page = read(f"/marches/{code}/")
    assert '<meta name="robots" content="noindex">' in page
    headings = re.findall(r"<h2 [^>]*>.*?</h2>\s*(<p class=\"invented\")?", page, re.S)
    assert len(headings) >= 9
    assert headings.count("") == 1  # how to cite: the sentence itself says « inventé »


def test_the_twin_holds_every_column_and_the_words_around(client, db, reel):
    reel.marche(objet="Cycle", montant_eur=12.5, date_notification=date(2024, 1, 2))
    content = client.get("/marches/mien.json").json()
    assert content["objet"] == "Cycle"
    assert content["montant_eur"] == 12.5
    assert content["date_notification"] == "2024-01-02"
    assert content["build"] == "reel"
    assert content["est_fictif"] is False
    assert content["fichiers"][0]["licence"]


def test_the_same_page_is_not_sent_twice(client, db, reel):
    reel.marche()
    etag = client.get("/marches/mien/").headers["ETag"]
    assert client.get("/marches/mien/", headers={"If-None-Match": etag}).status_code == 304


def _detect(reel, levier, mots, *, certain, reason="biens-reemployes", layer="lexique"):
    said = [{"champ": champ, "debut": debut, "fin": fin, "texte": "mot"} for champ, debut, fin in mots]
    reel.run(
        "insert into labels.detections values ('marche', 'mien', ?, 0.94, ?, ?, ?, ?, '1.0')",
        levier, layer, reason, certain, json.dumps(said),
    )  # fmt: skip
