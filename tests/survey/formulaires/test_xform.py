"""XForm and OpenRosa: the questionnaire for ODK and Enketo clients, and what they send back."""

import xml.etree.ElementTree as ET

import pytest

from leviers.survey.formulaires import (
    InstanceRefusee,
    delivered,
    openrosa,
    questions,
    read_instance,
    write_instance,
    write_xform,
)
from tests.survey.formulaires.forms import OUI_NON, ask, read, survey

XF = {"h": "http://www.w3.org/1999/xhtml", "x": "http://www.w3.org/2002/xforms"}
FORM = survey(
    "type | name | label | calculation",
    "begin group | g | Groupe",
    "select_multiple ouinon or_other | choix | Choix",
    "end group",
    "begin repeat | lieux | Lieux",
    "text | nom | Nom",
    "end repeat",
    "note | merci | Merci",
    "deviceid | appareil |",
    "integer | n | N",
    "calculate | double | | ${n} * 2",
    more=OUI_NON,
)
REPONSES = {"g/choix": "oui other", "g/choix_other": "parfois", "lieux[1]/nom": "Halle",
            "lieux[2]/nom": "Gare & <Quai>", "n": "4"}  # fmt: skip


def test_the_xform_holds_the_questionnaire_and_says_autre_in_french():
    document = ET.fromstring(write_xform(FORM))
    data = document.find(".//x:instance/x:data", XF)
    assert data.get("id") == "essai"
    assert [child.tag.rpartition("}")[2] for child in data][:3] == ["g", "lieux", "lieux"]
    words = {label.text for label in document.iter(f"{{{XF['x']}}}label")}
    assert {"Groupe", "Choix", "Autre", "Précisez.", "Nom"} <= words
    assert not {"Other", "Specify other."} & words


def test_the_delivered_questionnaire_carries_its_levers_into_the_xform():
    document = ET.fromstring(write_xform(delivered()))
    bind = next(b for b in document.iter(f"{{{XF['x']}}}bind") if b.get("nodeset").endswith("/G01"))
    assert bind.get("{urn:leviers:questionnaire}leviers") == "spaser"


def test_an_instance_makes_the_round_trip():
    utiles = ask(FORM, REPONSES).utiles()
    xml = write_instance(FORM, utiles, instance_id="uuid:1")
    instance = read_instance(xml.encode(), FORM)
    assert (instance.identifiant, instance.inconnus) == ("uuid:1", ())
    assert ask(FORM, instance.reponses).utiles() == utiles == {**REPONSES, "double": "8"}


def test_a_client_fills_the_instance_of_the_xform_and_sends_it_back():
    """What ODK Collect and Enketo do: the primary instance of the form, filled, with its orx:meta."""
    data = ET.fromstring(write_xform(FORM)).find(".//x:instance/x:data", XF)
    for node in data.iter():
        node.tag = node.tag.rpartition("}")[2]
    template = next(node for node in data if node.attrib)
    data.remove(template)
    data.find("g/choix").text, data.find("n").text, data.find("lieux/nom").text = "non", "12", "Halle"
    data.find("appareil").text = "collect:1234"
    meta = data.find("meta")
    meta.tag = "{http://openrosa.org/xforms}meta"
    meta.find("instanceID").tag = "{http://openrosa.org/xforms}instanceID"
    meta[0].text = "uuid:2"
    instance = read_instance(ET.tostring(data), FORM)
    assert instance.identifiant == "uuid:2"
    assert ask(FORM, instance.reponses).utiles() == {
        "g/choix": "non",
        "lieux[1]/nom": "Halle",
        "n": "12",
        "double": "24",
    }
    assert "appareil" not in instance.reponses


def test_values_the_questionnaire_does_not_know_are_said():
    xml = b'<data id="essai" version="2"><n>1</n><salaire>2000</salaire><g><vide/><x>y</x></g></data>'
    instance = read_instance(xml, FORM)
    assert (instance.reponses, instance.version) == ({"n": "1"}, "2")
    assert instance.inconnus == ("salaire", "g/x")


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<data id="essai"><n>&b;</n></data>"""
SECRET = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<data id="essai"><n>&x;</n></data>"""


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (LAUGHS, "déclare un DTD"),
        (SECRET, "déclare un DTD"),
        (LAUGHS.decode().encode("utf-16"), "déclare un DTD"),
        (b"<data id='essai'>", "n’est pas un document XML lisible"),
        (b"", "n’est pas un document XML lisible"),
        (b"{}", "n’est pas un document XML lisible"),
        (b"<data id='autre'/>", "concerne le questionnaire « autre »"),
        (b"<data/>", "concerne le questionnaire «  »"),
        (b"<data id='essai'>" + b"<a>" * 40 + b"</a>" * 40 + b"</data>", "trop profonde"),
        (b"<data id='essai'>" + b"<a/>" * 60_000 + b"</data>", "trop profonde ou trop longue"),
        (b"<data id='essai'>" + b"<lieux/>" * 201 + b"</data>", "répété plus de 200 fois"),
        (b"<data id='essai'><n>" + b"1" * 5_300_000 + b"</n></data>", "dépasse 5 Mo"),
    ],
)  # fmt: skip
def test_a_hostile_instance_is_refused_in_french(xml, words):
    with pytest.raises(InstanceRefusee) as refused:
        read_instance(xml, FORM)
    assert words in str(refused.value)


def test_control_characters_do_not_come_in():
    instance = read_instance(
        "<data id='essai'><g><choix_other>a\u202eb&#133;</choix_other></g></data>".encode(), FORM
    )
    assert instance.reponses == {"g/choix_other": "ab"}


def test_several_languages_and_attached_files_go_into_the_xform():
    form = read(
        """
| survey |
| | type | name | label::Français (fr) | label::English (en) |
| | select_one_from_file communes.csv or_other | c | Commune | Town |
""".replace(" or_other", ""),
        {"communes.csv": b"name,label\na,A\n"},
    )
    xform = write_xform(form)
    assert 'src="jr://file-csv/communes.csv"' in xform
    assert '<translation lang="English (en)">' in xform


def test_the_documents_of_openrosa_are_xml_whatever_the_title():
    entry = openrosa.Entree(
        "essai", "A & <B>", "1", "<x/>", "https://example.org/x?a=1&b=2", "https://example.org/m"
    )
    assert ET.fromstring(openrosa.form_list([entry]))[0][1].text == "A & <B>"
    found = ET.fromstring(openrosa.manifest({"c.csv": b"a"}, {"c.csv": "https://example.org/c.csv"}))
    assert found[0][1].text == "md5:0cc175b9c0f1b6a831c399e269772661"
    assert ET.fromstring(openrosa.response("Merci & à bientôt"))[0].text == "Merci & à bientôt"


def test_every_question_of_the_delivered_questionnaire_is_in_its_instance():
    filled = {q.chemin: "1" for q in questions(delivered()) if q.type != "note"}
    instance = read_instance(write_instance(delivered(), filled, instance_id="uuid:3").encode(), delivered())
    assert instance.reponses == filled
    assert instance.version == "1.0"
