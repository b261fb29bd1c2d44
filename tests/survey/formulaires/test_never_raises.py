"""Whatever a visitor sends, evaluation answers; whatever he answers, hiding is consistent."""

from hypothesis import given, settings
from hypothesis import strategies as st

from leviers.survey.formulaires import (
    Question,
    delivered,
    from_json,
    questions,
    read_instance,
    to_json,
    write_instance,
)
from tests.survey.formulaires.forms import OUI_NON, ask, read

TOUT = read(
    """
| survey |
| | type | name | label | relevant | constraint | calculation | choice_filter | required | default | repeat_count |
| | select_multiple ouinon or_other | multi | M ${nombre} | | count-selected(.) < 3 | | | yes | oui | |
| | decimal | nombre | N | selected(${multi}, 'oui') | . > 0 and . < ${plafond} | | | | | |
| | calculate | plafond | | | | if(${quand} > today(), 10, 20) | | | | |
| | date | quand | D | ${nombre} != 3 | . <= today() | | | | today() | |
| | begin repeat | lieux | L | ${nombre} > 0 | | | | | | |
| | text | nom | Nom ${rang} | | regex(., '[a-z]+') | | | yes | | |
| | calculate | rang | | | | position(..) | | | | |
| | select_one ouinon | ouvert | O | ${nom} != '' | | | name != ${multi} | | | |
| | begin repeat | salles | S | | | | | | | ${rang} + ${nombre} |
| | integer | places | P | | | | | | | |
| | end repeat | | | | | | | | | |
| | end repeat | | | | | | | | | |
| | calculate | total | | | | sum(${places}) div count(${lieux}) | | | | |
| | calculate | texte | | | | concat(substr(${multi}, ${nombre}, ${total}), indexed-repeat(${nom}, ${lieux}, ${nombre})) | | | | |
| | calculate | mois | | | | format-date(${quand}, '%b') | | | | |
| | rank ouinon | rang2 | R | pow(${nombre}, ${nombre}) != 0 or round(${nombre}, ${nombre}) | | | | | | |
| | range | note | N | | | | | | | |
"""  # noqa: E501 - one line of a sheet is one line
    + OUI_NON
)
PATHS = [q.chemin.replace("lieux/", "lieux[1]/").replace("salles/", "salles[1]/") for q in questions(TOUT)]
VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["", "oui", "oui non", "3", "-1", "1e308", "NaN", "2026-03-15", "9999-12-31", "0001-01-01", "1.5"]
    ),
    st.decimals(allow_nan=False, allow_infinity=False).map(str),
)
ANSWERS = st.dictionaries(
    st.one_of(
        st.sampled_from(PATHS),
        st.from_regex(r"(lieux\[\d{1,3}\]/)?(nom|salles\[\d\]/places)", fullmatch=True),
    ),
    VALUES,
    max_size=8,
)


@settings(max_examples=50, deadline=None)
@given(answers=ANSWERS)
def test_any_answers_are_evaluated_and_twice_the_same(answers):
    found = ask(TOUT, answers)
    assert ask(TOUT, answers) == found
    for etat in found.etats.values():
        assert etat.visible or not (etat.manque or etat.erreurs or etat.choix)
    assert set(found.utiles()) <= set(found.etats)


@settings(max_examples=50, deadline=None)
@given(
    answers=st.dictionaries(
        st.sampled_from([q.chemin for q in questions(delivered())]),
        VALUES | st.sampled_from(["aucune", "oui", "aap"]),
    )
)
def test_the_delivered_questionnaire_takes_any_answers(answers):
    found = ask(delivered(), answers)
    hidden = {path for path, etat in found.etats.items() if not etat.visible}
    assert not hidden & set(found.utiles())


@settings(max_examples=50, deadline=None)
@given(answers=ANSWERS)
def test_what_counts_makes_the_round_trip_through_an_instance(answers):
    utiles = ask(TOUT, answers).utiles()
    xml = write_instance(TOUT, utiles, instance_id="uuid:1")
    back = {path: value for path, value in read_instance(xml.encode(), TOUT).reponses.items() if value}
    again = write_instance(TOUT, back, instance_id="uuid:1")
    assert again == write_instance(TOUT, back, instance_id="uuid:1")
    assert set(back) <= set(utiles)


def test_json_of_every_construct_makes_the_round_trip():
    assert from_json(to_json(TOUT)) == TOUT
    assert sum(isinstance(q, Question) for q in questions(TOUT)) == 14
