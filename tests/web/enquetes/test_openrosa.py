"""OpenRosa, there and back: the form as served, an instance built from it, its files, what is refused."""

import io
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from leviers.survey.formulaires.arbre import Groupe, Question
from leviers.survey.formulaires.serie import sign
from leviers.survey.jetons import make_jeton
from leviers.survey.models import Piece, Saisie
from leviers.survey.saisies import as_reponses, read_standing
from tests.sondage import SIRENS, Sondage, make_formulaire

XF = {"h": "http://www.w3.org/1999/xhtml", "x": "http://www.w3.org/2002/xforms"}
ORX = "{http://openrosa.org/http/response}"


def make_with_file():
    formulaire = make_formulaire("sondage-odk")
    proof = Question(code="P01", chemin="pieces/P01", type="file", libelle={"": "Le document ?"})
    extra = Groupe(code="pieces", chemin="pieces", libelle={"": "Pièces"}, elements=(proof,))
    return sign(replace(formulaire, elements=(*formulaire.elements, extra)))


class Odk:
    """A client that holds one personal link."""

    def __init__(self, sondage, contact):
        self.http = Client(enforce_csrf_checks=True)
        self.base = f"/enquetes/{sondage.campagne.code}/{make_jeton(contact)}/openrosa"
        self.contact = contact

    def fetch(self):
        """The instance of the form that the list of forms gives."""
        listed = ElementTree.fromstring(self.http.get(f"{self.base}/formList").content)
        address = listed.findtext(".//{*}downloadUrl")
        root = ElementTree.fromstring(self.http.get(address.removeprefix("http://testserver")).content)
        return root.find("h:head/x:model/x:instance", XF)[0]

    def fill(self, instance_id="uuid:1", **answers):
        """An instance as a client would fill it, from the form that was served."""
        instance = self.fetch()
        for node in instance.iter():
            name = node.tag.rpartition("}")[2]
            if name in answers:
                node.text = answers[name]
            if name == "instanceID":
                node.text = instance_id
        return ElementTree.tostring(instance)

    def send(self, xml, **files):
        parts = {"xml_submission_file": SimpleUploadedFile("reponse.xml", xml, "text/xml"), **files}
        return self.http.post(f"{self.base}/submission", parts)

    @property
    def answers(self):
        return as_reponses(read_standing(self.contact.participation))


@pytest.fixture
def odk(db, django_user_model, settings, tmp_path):
    settings.HOME = tmp_path
    sondage = Sondage(django_user_model.objects.create_user, make_with_file())
    client = Odk(sondage, sondage.invite(SIRENS[0]))
    client.campagne = sondage.campagne
    return client


def say(response):
    message = ElementTree.fromstring(response.content).find(f"{ORX}message")
    return message.get("nature"), message.text


def test_the_form_goes_out_and_its_answers_come_back(odk):
    response = odk.send(odk.fill(A03="oui", A04="emploi insertion", B01="2.5", I07="toutes"))
    assert (response.status_code, response["X-OpenRosa-Version"]) == (201, "1.0"), response.content.decode()
    assert say(response)[0] == "submit_success"
    assert odk.answers == {
        "strategie/A03": "oui",
        "strategie/A04": "emploi insertion",
        "moyens/B01": "2.5",
        "besoins/I07": "toutes",
    }


def test_a_head_says_where_to_send_and_how_much(odk):
    response = odk.http.head(f"{odk.base}/submission")
    assert response.status_code == 204
    assert int(response["X-OpenRosa-Accept-Content-Length"]) == 10 * 1024 * 1024
    assert response["Location"].endswith("/openrosa/submission")


def test_the_same_instance_twice_changes_nothing_even_after_a_correction_on_the_site(odk):
    sent = odk.fill(A03="oui")
    odk.send(sent)
    kept = Saisie.objects.get()
    correction = Saisie.objects.create(
        participation=kept.participation, version=kept.version, chemin=kept.chemin, valeur="non"
    )
    Saisie.objects.filter(pk=kept.pk).update(remplacee_par=correction)
    response = odk.send(sent)
    assert (response.status_code, say(response)[1].startswith("Ces réponses étaient déjà")) == (201, True)
    assert odk.answers == {"strategie/A03": "non"}


def test_an_edited_instance_replaces_the_one_it_names(odk):
    odk.send(odk.fill("uuid:1", A03="oui", B01="2"))
    edited = odk.fill("uuid:2", A03="non").replace(b"</meta>", b"<deprecatedID>uuid:1</deprecatedID></meta>")
    if b"deprecatedID" not in edited:  # the prefix of the namespace is written
        tag = edited.rsplit(b"instanceID>", 1)[0].rsplit(b"</", 1)[1]
        close = b"</" + tag + b"instanceID>"
        extra = b"<" + tag + b"deprecatedID>uuid:1</" + tag + b"deprecatedID>"
        edited = edited.replace(close, close + extra)
    assert odk.send(edited).status_code == 201
    assert odk.answers == {"strategie/A03": "non"}


def picture(kind="PNG"):
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(stream, kind)
    return stream.getvalue()


def test_a_file_that_comes_with_its_instance_is_joined(odk):
    response = odk.send(odk.fill(P01="plan.png"), **{"plan.png": SimpleUploadedFile("plan.png", picture())})
    assert response.status_code == 201
    assert Saisie.objects.get(chemin="pieces/P01").piece == Piece.objects.get(nom="plan.png")


def test_a_file_that_comes_after_its_instance_is_joined_too(odk):
    sent = odk.fill(P01="plan.png", A03="oui")
    odk.send(sent)
    odk.send(sent, **{"plan.png": SimpleUploadedFile("plan.png", picture())})
    [standing] = read_standing(odk.contact.participation)["pieces/P01"]
    assert standing.piece is not None


def test_a_file_of_a_lying_type_is_refused_with_everything(odk):
    lying = SimpleUploadedFile("plan.png", b"<html><script>", "image/png")
    response = odk.send(odk.fill(P01="plan.png", A03="oui"), **{"plan.png": lying})
    assert (response.status_code, say(response)[0]) == (400, "submit_error")
    assert not Saisie.objects.exists()
    assert not Piece.objects.exists()


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"pas du xml",
        b'<!DOCTYPE data [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><data id="sondage-odk">&b;</data>',
        b'<!DOCTYPE data SYSTEM "file:///etc/passwd"><data id="sondage-odk"/>',
        b'<data id="autre-questionnaire"><A03>oui</A03></data>',
        b"<a>" * 200 + b"</a>" * 200,
    ],
)
def test_a_hostile_or_foreign_instance_is_refused_in_french(odk, xml):
    response = odk.send(xml)
    assert response.status_code == 400
    assert say(response)[0] == "submit_error"
    assert not Saisie.objects.exists()


def test_a_submission_without_instance_is_refused(odk):
    assert odk.http.post(f"{odk.base}/submission", {}).status_code == 400


def test_a_submission_that_is_too_large_is_refused_before_it_is_read(odk):
    response = odk.http.post(f"{odk.base}/submission", {}, HTTP_CONTENT_LENGTH="20000000")
    assert response.status_code == 413


def test_a_link_that_opens_nothing_is_refused(odk):
    response = odk.http.get(odk.base.replace("/openrosa", "x/openrosa") + "/formList")
    assert (response.status_code, say(response)[0]) == (404, "submit_error")


def test_a_closed_campaign_takes_nothing(odk):
    sent = odk.fill(A03="oui")
    odk.campagne.close_le = timezone.now()
    odk.campagne.save()
    response = odk.send(sent)
    assert response.status_code == 403
    assert "ne prend plus de réponse" in say(response)[1]
