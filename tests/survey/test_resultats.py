"""Results: denominators worked out by hand, names as the consent says, small numbers kept secret."""

from datetime import date

from leviers.survey.avis import publish
from leviers.survey.depouillement import Fiche, Reponse
from leviers.survey.formulaires.livraison import delivered
from leviers.survey.items import make_plan
from leviers.survey.resultats import Compte, Nombres, read_resultats
from tests.sondage import SIRENS

A, B, C, D, E, F, G, H = SIRENS[:8]


def read(sondage, code):
    return read_resultats(sondage.campagne).find(code)


def test_it_works_each_count_has_its_denominator(sondage):
    sondage.publish(A, A03="oui", A04="emploi insertion")
    sondage.publish(B, A03="oui", A04="emploi")
    sondage.publish(C, A03="ne-sait-pas")
    sondage.publish(D, A03="?")
    sondage.publish(E)
    elu = read(sondage, "A03")
    assert elu.posees == Compte(5)
    assert {name: compte.nommes for name, compte in elu.statuts.items()} == {
        "repondu": 2,
        "ne_sait_pas": 2,  # the choice « ne-sait-pas », and the button
        "ne_souhaite_pas": 0,
        "sans_reponse": 1,
    }
    assert [(one.code, one.compte.total) for one in elu.modalites] == [
        ("oui", 2),
        ("en-cours", 0),
        ("non", 0),
    ]
    sujets = read(sondage, "A04")
    assert sujets.posees == Compte(2)  # only to those who answered « oui »
    assert [(one.code, one.sirens) for one in sujets.modalites] == [("emploi", (A, B)), ("insertion", (A,))]


def test_numbers_are_described_and_listed(sondage):
    for siren, etp in zip(SIRENS, ("0", "1", "2.5", "4", "10"), strict=False):
        sondage.publish(siren, B01=etp)
    moyens = read(sondage, "B01")
    assert moyens.nombres == Nombres(5, 2.5, 0, 10, 1, 4)
    assert [(one.siren, one.valeur) for one in moyens.valeurs] == sorted(
        zip(SIRENS, ("0", "1", "2.5", "4", "10"), strict=False)
    )  # by SIREN: no ranking


def test_quartiles_wait_for_four_values(sondage):
    sondage.publish(A, B01="1")
    sondage.publish(B, B01="3")
    assert read(sondage, "B01").nombres == Nombres(2, 2, 1, 3, None, None)


def test_only_published_participations_count(sondage):
    sondage.answer(A, A03="oui")
    sondage.publish(B, A03="non")
    assert read(sondage, "A03").posees == Compte(1)


def test_who_refuses_is_neither_shown_nor_counted_and_it_is_said_how_many(sondage):
    sondage.publish(A, "non", A03="oui")
    sondage.publish(B, A03="non")
    found = read_resultats(sondage.campagne)
    assert found.nb_par_effet == {"toutes": 1, "sauf-besoins": 0, "agregees": 0, "non": 1}
    assert found.find("A03").posees == Compte(1)
    assert [fiche.siren for fiche in found.nommees] == [B]


def test_who_did_not_answer_the_consent_is_not_counted(sondage):
    sondage.publish(A, "", A03="oui")
    assert read(sondage, "A03").posees == Compte(0)


def test_needs_are_told_without_a_name_when_asked(sondage):
    for siren in (A, B, C, D):
        sondage.publish(siren, "sauf-besoins", A03="oui", I04="budget" if siren != D else "droit")
    sondage.publish(E, I04="droit")
    assert read(sondage, "A03").posees == Compte(5)
    needs = read(sondage, "I04")
    assert needs.posees == Compte(1, 4)
    assert [(one.code, one.compte, one.sirens) for one in needs.modalites] == [
        ("budget", Compte(0, None), ()),  # 3 of 4: it would say that one did not
        ("equipe", Compte(0, 0), ()),
        ("droit", Compte(1, None), (E,)),
    ]


def test_answers_without_a_name_are_counted_beside_the_others(sondage):
    for siren in SIRENS[:4]:
        sondage.publish(siren, "agregees", A03="oui")
    for siren in SIRENS[4:7]:
        sondage.publish(siren, "agregees", A03="non")
    sondage.publish(H, A03="oui")
    elu = read(sondage, "A03")
    assert [(one.code, one.compte) for one in elu.modalites] == [
        ("oui", Compte(1, 4)),
        ("en-cours", Compte(0, 0)),
        ("non", Compte(0, 3)),
    ]
    assert elu.posees.total == 8


def test_too_few_answers_without_a_name_are_left_out(sondage):
    sondage.publish(A, "agregees", A03="oui")
    sondage.publish(B, A03="non")
    elu = read(sondage, "A03")
    assert (elu.posees, elu.est_muet) == (Compte(1, 0), True)


def test_a_question_that_would_give_a_secret_away_is_told_of_named_answers_only(sondage):
    for siren in SIRENS[:4]:
        sondage.publish(siren, "agregees", A03="oui", A04="emploi insertion")
    for siren in SIRENS[4:6]:
        sondage.publish(siren, "agregees", A03="non")
    assert [one.compte.autres for one in read(sondage, "A03").modalites] == [None, 0, None]
    assert read(sondage, "A04").est_muet  # asked to 4 of 6: it would give « oui », hence « non »


def test_answers_without_a_name_wait_for_the_end_of_the_publication(sondage):
    sondage.campagne.publiee_le = None
    sondage.campagne.save()
    for siren in SIRENS[:8]:
        sondage.publish(siren, "agregees", A03="oui" if siren in SIRENS[:4] else "non")
    found = read_resultats(sondage.campagne)
    assert found.est_provisoire
    assert found.find("A03").posees == Compte(0)


def test_free_answers_are_shown_when_approved_and_named(sondage):
    shown, waiting, silent = (
        sondage.answer(siren, accord, I06=f"texte {siren}")
        for siren, accord in ((A, "toutes"), (B, "toutes"), (C, "sauf-besoins"))
    )
    for participation in (shown, silent):
        sondage.approve(participation, "I06")
    sondage.approve(waiting, "I06", "preciser")
    for participation in (shown, waiting, silent):
        publish(participation, by=sondage.bruno)
    libre = read(sondage, "I06")
    assert [(one.siren, one.valeur) for one in libre.valeurs] == [(A, f"texte {A}")]
    assert libre.nb_non_montrees == 1


def test_the_invented_territoire_is_never_counted(sondage):
    sondage.publish("999999014", A03="oui")
    found = read_resultats(sondage.campagne)
    assert (found.nb_publiees, found.find("A03").posees) == (0, Compte(0))


def test_the_function_of_who_answers_is_never_beside_a_name(sondage):
    plan = make_plan(delivered())
    assert [item.code for item in plan.items if item.est_personnel] == ["A02"]
    assert plan.roles.techniques == {"A01", "I07"}
    assert {item.section for item in plan.items if item.est_reserve} == {"evaluation-besoins"}


def test_a_personal_question_is_counted_without_any_name():
    [personal] = [item for item in make_plan(delivered()).items if item.est_personnel]
    fiche = Fiche(
        1, A, "publiee", "toutes", date(2026, 11, 27), {personal.chemin: (Reponse("repondu", "elu"),)}
    )
    assert fiche.is_shown
    assert not fiche.is_named(personal)
