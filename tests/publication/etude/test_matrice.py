"""The matrix of the study: 22 × 50 signs in the order of the site, counts that are measures, and a text."""

from leviers.publication.etude.blocs import Matrice
from leviers.publication.etude.chapitres import matrice
from leviers.publication.etude.etude import open_contexte
from leviers.publication.etude.texte import Chiffre, lire
from leviers.reference.territoires import load_metropoles
from leviers.reference.typologie import load_leviers
from tests.publication.etude.petites import make_demarche
from tests.publication.etude.test_champs import EDITION, make_etat


def read(*demarches) -> tuple[Matrice, str]:
    with open_contexte(make_etat(*demarches), EDITION) as contexte:
        (page,) = matrice.write(contexte)
    assert page.genre == "matrice"
    (found,) = [one for one in page.blocs if isinstance(one, Matrice)]
    return found, "\n".join(lire(one.texte) for one in page.blocs if hasattr(one, "gabarit"))


def test_it_works_rows_by_population_columns_by_champ(db):
    found, _ = read(make_demarche("x", 2, leviers=("spaser", "sourcing-ess")))
    assert [row[0] for row in found.lignes] == [one.nom_court for one in load_metropoles().values()]
    columns = [ancre for _, leviers in found.colonnes for _, ancre in leviers]
    assert columns == [f"levier-{code}" for code in load_leviers()]
    assert all(len(signs) == len(load_leviers()) for _, signs, _ in found.lignes)


def test_signs_and_counts_are_those_of_the_usages(db):
    found, _ = read(make_demarche("x", 2, leviers=("spaser", "sourcing-ess")))
    _, signs, ((count),) = found.lignes[2]
    assert isinstance(count, Chiffre)
    assert count.ecrit == "2"
    assert signs[list(load_leviers()).index("spaser")] == "◑"
    assert signs.count("◑") == 2
    assert [row[2][0].ecrit for row in found.lignes].count("0") == 21


def test_the_text_says_the_size_and_every_niveau_met(db):
    found, said = read(make_demarche("x"))
    assert found.alternative.replace("\xa0", " ") == (
        "Tableau de 22 métropoles et 50 leviers. Nombre de cases par niveau de preuve : "
        "1 documenté et 1\u202f099 non repérés."
    )
    assert "1\xa0usage pour 1\u202f100\xa0cases" in said
    assert "ce n’est ni une note ni un rang" in said


def test_an_empty_matrix_reads_well(db):
    found, said = read()
    assert "aucun usage" in said
    assert {sign for _, signs, _ in found.lignes for sign in signs} == {"·"}
