"""The chapter of the survey: denominators by hand, consent and secret as on the site, [] without any."""

import duckdb

from leviers.publication.etude.blocs import Tableau
from leviers.publication.etude.chapitres import enquete
from leviers.publication.etude.etude import open_contexte
from leviers.publication.etude.resultats import COLONNES, list_resultats, make_table
from leviers.publication.etude.texte import lire
from leviers.survey.avis import publish
from tests.publication.etude.petites import make_mesures
from tests.publication.etude.test_champs import EDITION, make_etat
from tests.sondage import SIRENS

A, B, C, D, E, F, G, H = SIRENS[:8]


def read() -> tuple[str, list[Tableau]]:
    with open_contexte(make_etat(), EDITION) as contexte:
        pages = enquete.write(contexte)
    (page,) = pages
    said = "\n".join(lire(one.texte) for one in page.blocs if hasattr(one, "gabarit"))
    return said.replace("\xa0", " ").replace("\u202f", " "), [
        one for one in page.blocs if isinstance(one, Tableau)
    ]


def as_words(table: Tableau) -> tuple[str, dict[str, str], str]:
    rows = {lire(label): lire(count) for label, count in table.lignes}
    return lire(table.legende), rows, lire(table.source).replace("\xa0", " ")


def test_without_a_published_campaign_there_is_no_chapter(db):
    with open_contexte(make_etat(), EDITION) as contexte:
        assert enquete.write(contexte) == []


def test_a_campaign_still_being_published_gives_nothing(sondage):
    sondage.publish(A, A03="oui")
    sondage.campagne.publiee_le = None
    sondage.campagne.save()
    assert list_resultats() == []


def test_it_works_each_question_has_its_denominators(sondage):
    sondage.publish(A, A03="oui", A04="emploi insertion")
    sondage.publish(B, A03="oui", A04="emploi")
    sondage.publish(C, A03="?")
    sondage.invite(D)
    said, tables = read()
    assert "3 territoires interrogés sur 4 ont répondu" in said
    legende, rows, source = as_words(tables[0])
    assert legende.startswith("Un élu est-il délégué")
    assert rows == {"Oui": "2", "En cours": "0", "Non": "0"}
    assert source == "Posée à 3 territoires : 2 réponses et 1 « ne sait pas »."


def test_what_consent_allows_is_said_and_no_answer_that_refuses_is_counted(sondage):
    sondage.publish(A, "non", A03="oui")
    sondage.publish(B, A03="non")
    said, tables = read()
    assert "1 territoire donne toutes ses réponses avec son nom ; 1 n’est ni montré ni compté" in said
    assert as_words(tables[0])[1] == {"Oui": "0", "En cours": "0", "Non": "1"}


def test_one_answer_and_none_agree(sondage):
    sondage.publish(A, A03="?", B01="1")
    sondage.invite(B)
    said, tables = read()
    assert "1 territoire interrogé sur 2 a répondu. Les réponses" in said
    assert tables == []
    assert "Un élu est-il délégué ? Posée à 1 territoire : aucune réponse et 1 « ne sait pas »." in said
    assert "Combien d’ETP ? Posée à 1 territoire : 1 réponse." in said


def test_a_campaign_that_nobody_answered_says_so_and_stops(sondage):
    sondage.invite(A)
    sondage.invite(B)
    said, tables = read()
    assert "aucun des territoires interrogés, au nombre de 2, n’a de réponses contrôlées" in said
    assert (said.count("\n"), tables) == (0, [])


def test_what_nobody_may_see_is_left_out_and_said_once(sondage):
    sondage.publish(A, "agregees", A03="oui")
    sondage.publish(B, "agregees", A03="non")
    sondage.publish(C, A03="non")
    said, tables = read()
    assert len(tables) == 1
    assert "Quels obstacles" in said
    assert "Posée à 1 territoire" in as_words(tables[0])[2]
    assert said.count("D’autres questions n’ont pas de réponse qui puisse être montrée") == 1


def test_when_all_refuse_only_their_number_is_told(sondage):
    for siren in (A, B):
        sondage.publish(siren, "non", A03="oui")
    said, tables = read()
    assert "2 territoires ne sont ni montrés ni comptés, à leur demande." in said
    assert "Aucune question n’a de réponse qui puisse être montrée" in said
    assert tables == []


def test_small_numbers_stay_secret(sondage):
    for siren, valeur in zip((A, B, C, D), ("oui", "oui", "oui", "non"), strict=True):
        sondage.publish(siren, "agregees", A03=valeur)
    for siren in (E, F, G, H):
        sondage.publish(siren, A03="oui")
    rows = {row["ligne"]: row for row in list_resultats() if row["question"] == "A03"}
    assert [row["nb"] for row in rows.values() if row["est_masque"]] == [None] * sum(
        row["est_masque"] for row in rows.values()
    )
    _, tables = read()
    assert as_words(tables[0])[1]["Non"] in ("gardé secret", "0")


def test_a_median_waits_for_enough_values(sondage):
    for siren, etp in zip(SIRENS[:4], ("0", "1", "2.5", "4"), strict=True):
        sondage.publish(siren, B01=etp)
    assert "Médiane" not in read()[0]
    sondage.publish(SIRENS[4], B01="10")
    assert "Médiane des réponses nommées : 2,5 ETP, de 0 à 10." in read()[0]


def test_an_answer_that_a_source_contradicts_is_counted(sondage):
    participation = sondage.answer(A, A03="oui")
    sondage.approve(
        participation, "A03", "contredit", texte="Une page dit autre chose.", lien="https://x.invalid"
    )
    publish(participation, by=sondage.bruno)
    (row,) = [one for one in list_resultats() if one["ligne"] == "contredites"]
    assert row["nb"] == 1
    assert "1 réponse reste contredite par une source publique" in read()[0]


def test_the_table_exists_even_when_there_is_nothing():
    connection = duckdb.connect()
    make_table(connection, [])
    assert [row[0] for row in connection.execute("describe resultats").fetchall()] == list(COLONNES)


def test_usages_that_only_an_answer_shows_are_told_apart():
    def preuve(siren: str, levier: str) -> dict[str, object]:
        return {
            "territoire_siren": siren, "levier": levier, "genre": "declaree",
            "cle": f"reponse:sondage-2026:{siren}:strategie/A03",
        }  # fmt: skip

    mesures = make_mesures(
        preuves=[preuve(A, "spaser"), preuve(B, "spaser"), preuve(B, "conseil-ess")],
        usages=[
            {"territoire_siren": A, "levier": "spaser", "niveau": "declare"},
            {"territoire_siren": B, "levier": "spaser", "niveau": "documente"},
            {"territoire_siren": B, "levier": "conseil-ess", "niveau": "declare"},
        ],
    )
    found = {name: mesures.mesurer(f"enquete-{name}", "sondage-2026").valeur for name in
             ("usages-declares", "leviers-declares", "usages-seuls")}  # fmt: skip
    assert found == {"usages-declares": 3, "leviers-declares": 2, "usages-seuls": 2}


def test_a_secret_number_is_said_in_a_sentence(sondage):
    for siren in (A, B):
        sondage.publish(siren, "agregees", A03="oui")
    for siren in (C, D, E, F):
        sondage.publish(siren, "agregees", B01="1")
    said = lire(read()[1][0].source).replace("\u00a0", " ").replace("\u202f", " ")
    assert said == "Posée à 6 territoires ; réponses et sans réponse : nombres gardés secrets."
