"""The sheet of one démarche: everything known, what is unknown said so."""

import json
import re
from datetime import date

from leviers.catalogue import models, published

NBSP = "\u00a0"
SOURCES = [
    {
        "url": "https://exemple.invalid/1",
        "titre": "Délibération",
        "editeur": "Nantes Métropole",
        "date": "2024-03",
    },
    {"url": "https://exemple.invalid/2", "titre": "Article", "editeur": "La Gazette", "date": ""},
]
CHIFFRES = [
    {"libelle": "Heures", "unite": "heures", "precision": "plus de", "valeur": 12500.0, "annee": 2023},
    {"libelle": "Lots", "unite": "lots", "precision": "", "valeur": 4.0, "annee": None},
]


def read(client, code: str = "nantes-a") -> str:
    response = client.get(f"/demarches/{code}/")
    assert response.status_code == 200
    return response.content.decode().replace(NBSP, " ").replace("\u202f", " ")


def test_everything_known_is_shown(client, mini):
    mini.demarche(
        "a",
        leviers="spaser tiers-lieux",
        levier="schéma d’achats",
        annee_debut=2019,
        annee_fin=2023,
        statut="terminé",
        montant_eur=120000.0,
        montant_precision="Budget annuel",
        partenaires=["Les Ecossolies"],
        sources=SOURCES,
        chiffres=CHIFFRES,
    )
    html = read(client)
    for said in ("Démarche a", "Nantes Métropole", "2019 à 2023", "terminée", "120 000 €", "Budget annuel"):
        assert said in html
    for said in ("Les Ecossolies", "schéma d’achats", "12 500", "heures", "plus de", "2023", "Délibération"):
        assert said in html
    assert "mars 2024" in html
    assert "La Gazette, date inconnue" in html
    assert "ne s’additionnent pas" in html
    assert 'href="/metropoles/nantes/spaser/"' in html
    assert 'href="/metropoles/nantes/tiers-lieux/"' in html
    assert 'href="/demarches/nantes-a/signaler/"' in html
    assert 'href="/demarches/nantes-a.json"' in html


def test_what_is_unknown_is_said_unknown(client, mini):
    mini.demarche("a", annee_debut=None, statut="inconnu")
    identity = re.search(r'class="identity".*?</dl>', read(client), re.S)[0]
    for label, value in (
        ("Période", "inconnue"),
        ("Statut", "inconnu"),
        ("Montant", "inconnu"),
        ("Partenaires", "inconnus"),
    ):
        assert re.search(rf"<dt>{label}</dt><dd>{value}\b", identity)


def test_plus_de_goes_before_the_number_and_other_precisions_after_what_is_counted(client, mini):
    mini.demarche("a", chiffres=[CHIFFRES[0], {**CHIFFRES[1], "precision": "objectif"}])
    html = read(client)
    assert 'fig-value">plus de 12 500 ' in html
    assert "Lots (objectif)" in html


def test_a_figure_without_year_says_so(client, mini):
    mini.demarche("a", chiffres=CHIFFRES[1:])
    assert re.search(r'fig-value">4 .*?lots.*?année inconnue', read(client), re.S)


def test_a_dead_source_is_flagged(client, mini):
    mini.demarche("a", sources=SOURCES)
    assert "source morte" not in read(client)
    models.Source.objects.filter(url__endswith="/2").update(est_morte=True)
    models.Etat.bump()
    html = read(client)
    assert html.count("source morte") == 1
    assert "1 source ne répond plus" in html


def test_similar_demarches_of_other_metropoles_are_proposed(client, mini):
    mini.demarche("a")
    mini.demarche("b", "lyon")
    mini.demarche("c", "nantes")
    section = re.search(r'id="semblables".*?</section>', read(client), re.S)[0]
    assert re.findall(r"/demarches/([\w-]+)/", section) == ["lyon-b"]


def test_without_similar_demarche_there_is_no_section(client, mini):
    mini.demarche("a")
    assert 'id="semblables"' not in read(client)


def test_the_sheet_can_be_cited_and_does_not_depend_on_the_day_it_is_read(client, mini):
    mini.demarche("a", titre="Achats & co")
    models.Demarche.objects.update(verifiee_le=date(2026, 11, 1))
    models.Etat.bump()
    html = read(client)
    assert "fiche vérifiée le 1er novembre 2026" in html
    assert "@misc{leviers-nantes-a," in html
    assert "Achats \\&amp; co" in html
    assert "consulté le" not in html


def test_structured_data_names_the_sources_the_place_and_the_licence(client, mini):
    mini.demarche("a", sources=SOURCES, titre="</script><b>")
    html = client.get("/demarches/nantes-a/").content.decode()
    data = json.loads(re.search(r'application/ld\+json">(.*?)</script>', html)[1])
    assert data["@type"] == "Article"
    assert data["headline"] == "</script><b>"
    assert [cited["url"] for cited in data["citation"]] == [source["url"] for source in SOURCES]
    assert data["spatialCoverage"]["identifier"] == "244400404"
    assert "licence-ouverte" in data["license"]
    assert data["dateModified"]


def test_the_description_is_what_is_shared(client, mini):
    mini.demarche("a", description="Une phrase nette. " * 30)
    assert re.search(r'og:description" content="Une phrase nette\..{100,200} …"', read(client))


def test_the_twin_holds_the_same_words(client, mini):
    mini.demarche("a", sources=SOURCES)
    mini.demarche("b", "lyon")
    content = json.loads(client.get("/demarches/nantes-a.json").content)
    assert content["territoire_siren"] == "244400404"
    assert [source["titre"] for source in content["sources"]] == ["Délibération", "Article"]
    assert content["semblables"] == ["lyon-b"]


def test_a_sheet_costs_five_queries(client, catalogue, django_assert_num_queries):
    code = next(iter(catalogue.demarches))
    client.get(f"/demarches/{code}/?deja=lue")
    with django_assert_num_queries(
        5
    ):  # version twice, answers about records, what readers say and contribute
        client.get(f"/demarches/{code}/")


def test_every_sheet_of_the_embedded_catalogue_can_be_read(client, catalogue):
    for code in published.current().demarches:
        assert client.get(f"/demarches/{code}/").status_code == 200
