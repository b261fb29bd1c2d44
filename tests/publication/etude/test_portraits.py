"""Portraits over a catalogue of a few démarches, without open data: bounded, sourced, nothing by hand."""

from pathlib import Path
from typing import Any

import pytest

from leviers.publication.donnees.etat import read_etat
from leviers.publication.etude.blocs import Chapitre, Portrait, References
from leviers.publication.etude.chapitres import portraits
from leviers.publication.etude.etude import open_contexte, write_portrait
from leviers.publication.etude.portrait.demarches import LONGUEUR_TITRE, MAX_DEMARCHES
from leviers.publication.etude.texte import Cite
from tests.conftest import Mini
from tests.publication.etude.tables_mini import EDITION, list_cited, read_blocs

HOSTILE = "Titre #1 $x$ *_@ « <script>alert(1)</script> » \u202eעברית"


@pytest.fixture(autouse=True)
def without_build(settings: Any, tmp_path: Path) -> None:
    """No open data in these tests."""
    settings.HOME = tmp_path


def write(slug: str = "nantes") -> tuple[Portrait, str, int]:
    """A portrait alone, its words, how many sources it lists."""
    etat = read_etat()
    assert etat
    with open_contexte(etat, EDITION, tables=portraits.list_tables()) as contexte:
        etude = write_portrait(contexte, slug)
    portrait = etude.chapitres[0].blocs[0]
    assert isinstance(portrait, Portrait)
    listed = [bloc for one in etude.chapitres for bloc in one.blocs if isinstance(bloc, References)]
    return portrait, read_blocs([portrait]), sum(len(bloc.items) for bloc in listed)


def test_a_portrait_says_who_how_many_and_what(mini: Mini) -> None:
    mini.demarche("achats", leviers="spaser clause-sociale-insertion", annee_debut=2022, annee_fin=2026)
    mini.demarche("dite", titre="Plan 2021-2024", annee_debut=2021, annee_fin=2024)
    mini.demarche("lieu", leviers="tiers-lieux", champ="foncier-tiers-lieux", annee_debut=None)
    portrait, read, sources = write()
    assert portrait.nom == "Nantes Métropole"
    assert "Pays de la Loire. 689 456 habitants (2023), 24 communes." in read
    assert "3 leviers repérés sur 50, au 27 novembre 2026" in read
    assert "3 démarches publiées, d’après 3 pages publiques" in read
    assert "Plan 2021-2024\n" in read
    assert "Achats 2 sur 9 ◑ SPASER, ◑ Clause sociale" in read
    assert "Animation aucun sur 7 aucun repéré à ce jour" in read
    assert "Démarche achats (2022 à 2026)" in read
    assert "Les données ouvertes ne sont pas chargées ici." in read
    assert sources == 3


def test_a_territoire_with_nothing_still_has_its_portrait(mini: Mini) -> None:
    portrait, read, sources = write("metz")
    assert "Aucune démarche n’est encore publiée pour cette métropole" in read
    assert "Aucun repère n’est connu." in read
    assert "0 levier repéré sur 50, au 27 novembre 2026" in read
    assert "0 démarche publiée à ce jour" in read
    assert len(portrait.chiffres.items) == 4
    assert sources == 0


def test_every_source_is_cited_even_of_what_is_cut(mini: Mini) -> None:
    for rank in range(MAX_DEMARCHES + 7):
        mini.demarche(f"d{rank:02}", annee_debut=1980 + rank)
    _, read, sources = write()
    assert sources == MAX_DEMARCHES + 7
    assert f"La métropole compte {MAX_DEMARCHES + 7} démarches" in read
    assert "Démarche d36" in read
    assert "Démarche d00" not in read


def test_long_and_hostile_titles_stay_words(mini: Mini) -> None:
    mini.demarche("hostile", titre=HOSTILE, annee_debut=2020)
    mini.demarche("long", titre="Interminable " * 30, annee_debut=2021)
    mini.demarche("mot", titre="x" * 500, annee_debut=2022)
    mini.demarche("autre", annee_debut=2023)
    portrait, read, _ = write()
    assert "<script>alert(1)</script>" in read
    assert "Interminable…" in read
    assert all(len(one) <= LONGUEUR_TITRE for one in list_cites(portrait, ":titre"))


def test_a_repere_says_its_year_and_what_it_covers(mini: Mini) -> None:
    mini.repere("emplois_ess", "36000", libelle="Salariés de l’ESS", unite="salariés", annee=2021)
    mini.repere("heures_insertion", "600000", unite="heures", precision="Près de ; marchés de la Ville")
    mini.repere("budget_ess", "1100000", unite="€ par an", annee=None)
    mini.repere("siae", "pas un nombre", unite="structures")
    mini.repere("spaser", "oui", genre="oui", libelle="Schéma adopté en 2022", annee=2022)
    mini.repere("part_emploi_ess", "12", libelle="Part de l’ESS", unite="%", precision="Base : emploi privé")
    _, read, _ = write()
    assert "Schéma adopté en 2022\n" in read
    assert "Part de l’ESS : 12 % (2024 ; base : emploi privé)" in read
    assert "12 % part de l’ESS (2024)" in read
    assert "Salariés de l’ESS : 36 000 (2021)" in read
    assert "Repère heures_insertion : près de 600 000 heures (2024 ; marchés de la Ville)" in read
    assert "Repère budget_ess : 1,1 M€ par an (année non précisée)" in read
    assert "pas un nombre" not in read
    assert "6 repères en tout" in read


def test_each_portrait_alone_numbers_its_own_sources(mini: Mini) -> None:
    mini.demarche("une")
    mini.demarche("deux", metropole="metz")
    etat = read_etat()
    assert etat
    with open_contexte(etat, EDITION, tables=portraits.list_tables()) as contexte:
        found = [write_portrait(contexte, slug) for slug in ("nantes", "metz")]
    assert [list_cited(one.chapitres[0]) for one in found] == [{1}, {1}]


def test_portraits_come_in_alphabetical_order_with_every_source(mini: Mini) -> None:
    mini.demarche("une")
    mini.demarche("deux", metropole="metz")
    mini.repere("siae", "3", metropole="brest")
    etat = read_etat()
    assert etat
    with open_contexte(etat, EDITION) as contexte:
        chapters = portraits.write(contexte)
        cited = {one.url for one in contexte.sources.found}
        assert list_cited(chapters) == {one.numero for one in contexte.sources.found}
        assert [*contexte.index["territoires"]["Metz"]] == ["portrait-metz"]
    names = [one.code for one in chapters]
    assert names[:4] == ["portraits", "portrait-aix-marseille", "portrait-bordeaux", "portrait-brest"]
    assert len(names) == 23
    assert cited == {
        "https://exemple.invalid/une",
        "https://exemple.invalid/deux",
        "https://exemple.invalid/repere",
    }
    assert all(isinstance(one, Chapitre) and not one.est_numerote for one in chapters[1:])


def list_cites(value: Any, end: str) -> list[str]:
    """Words quoted from a field of records."""
    if isinstance(value, Cite):
        return [value.texte] if value.de.endswith(end) else []
    if isinstance(value, tuple):
        return [one for part in value for one in list_cites(part, end)]
    if hasattr(value, "__dataclass_fields__"):
        return list_cites(tuple(getattr(value, name) for name in value.__dataclass_fields__), end)
    return []
