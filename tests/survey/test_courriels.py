"""Letters: their words, their HTML twin, their link, and nothing twice."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from leviers.errors import NotAllowedNow
from leviers.survey import courriels
from leviers.survey.contacts import revoke
from leviers.survey.etapes import advance
from leviers.survey.models import Envoi
from tests.house.test_typography import FAULTS
from tests.web.facts import read_text

GENRES = ("invitation", "relance", "replique", "recu")


@pytest.fixture
def metz(enquete):
    return enquete.invite(courriel="a@metz.fr")


@pytest.mark.parametrize("genre", GENRES)
def test_a_letter_names_the_survey_the_territoire_and_opens_by_its_link(metz, genre, settings):
    settings.SITE_URL = "https://leviers.example/"
    lettre = courriels.write_letter(metz, genre)
    link = courriels.make_lien(metz)
    assert link.startswith("https://leviers.example/enquetes/essai-2026/")
    assert f"\n{link}\n" in lettre.texte
    assert f'<a href="{link}">{link}</a>' in lettre.html
    assert "Enquête d’essai" in lettre.sujet
    assert "de l’Eurométropole de Metz" in lettre.texte


@pytest.mark.parametrize("genre", GENRES)
def test_the_html_twin_says_the_same_words(metz, genre):
    lettre = courriels.write_letter(metz, genre)
    assert read_text(lettre.corps) == " ".join(lettre.texte.split())
    assert "<script" not in lettre.html
    assert "<img" not in lettre.html


@pytest.mark.parametrize("genre", GENRES)
def test_a_letter_is_set_in_french(metz, genre):
    lettre = courriels.write_letter(metz, genre)
    said = re.sub(r"https?://\S+", "LIEN", f"{lettre.sujet}\n{lettre.texte}")
    assert {name: pattern.search(said) for name, pattern in FAULTS.items() if pattern.search(said)} == {}
    assert "{" not in said
    assert "\n\n\n" not in said


def test_an_invitation_says_until_when_and_how_long_an_address_is_kept(metz, enquete, settings):
    settings.EDITEUR, settings.CONTACT = "Le réseau d’essai", "enquete@exemple.invalid"
    enquete.campagne.echeance = timezone.localdate().replace(year=2027, month=3, day=1)
    metz.participation.campagne = enquete.campagne
    said = courriels.write_letter(metz, "invitation").texte
    assert "jusqu’au 1er\u00a0mars\u00a02027." in said
    assert "365\u00a0jours après la clôture" in said
    assert "Le réseau d’essai vous invite" in said
    assert "en écrivant à enquete@exemple.invalid." in said


def test_a_reminder_says_whether_something_is_begun_and_whether_the_day_is_past(metz, enquete):
    assert "pas encore reçu" in courriels.write_letter(metz, "relance").texte
    advance(metz.participation, "commencee", by=metz)
    enquete.campagne.echeance = timezone.localdate() - timedelta(days=1)
    metz.participation.campagne = enquete.campagne
    said = courriels.write_letter(metz, "relance").texte
    assert "sont commencées" in said
    assert "était attendue" in said


def test_markup_in_a_title_or_a_presentation_stays_text(metz, enquete):
    enquete.campagne.titre, enquete.campagne.presentation = "<b>Titre</b>", "<script>x</script>\nDeux lignes."
    metz.participation.campagne = enquete.campagne
    lettre = courriels.write_letter(metz, "invitation")
    assert "&lt;b&gt;Titre&lt;/b&gt;" in lettre.html
    assert "&lt;script&gt;x&lt;/script&gt;<br>\nDeux lignes." in lettre.html
    assert "<script" not in lettre.html


def test_a_title_on_two_lines_gives_a_subject_of_one(metz, enquete):
    enquete.campagne.titre = "Enquête\r\nBcc: tous@exemple.invalid"
    metz.participation.campagne = enquete.campagne
    lettre = courriels.write_letter(metz, "invitation")
    assert "\n" not in lettre.sujet
    assert "\r" not in lettre.sujet


def test_a_letter_is_queued_once_for_one_reason(metz):
    assert courriels.queue(metz, "invitation")
    assert not courriels.queue(metz, "invitation")
    assert courriels.queue(metz, "relance")
    assert not courriels.queue(metz, "relance")
    assert [one.genre for one in Envoi.objects.order_by("pk")] == ["invitation", "relance"]


def test_each_new_step_has_its_own_letter(metz):
    assert courriels.queue(metz, "recu")
    assert not courriels.queue(metz, "recu")
    advance(metz.participation, "commencee", by=metz)
    assert courriels.queue(metz, "recu")


def test_nothing_is_written_to_whoever_has_no_link(metz, enquete):
    revoke(metz)
    with pytest.raises(NotAllowedNow, match="plus de lien"):
        courriels.queue(metz, "invitation")
    with pytest.raises(NotAllowedNow):
        courriels.queue(enquete.invite(), "invitation")


def test_a_preview_shows_the_letter_with_a_link_that_opens_nothing(enquete):
    before = courriels.preview(enquete.campagne, "invitation")
    assert "LIEN-PERSONNEL" in before.texte
    contact = enquete.invite(courriel="a@metz.fr")
    shown = courriels.preview(enquete.campagne, "invitation")
    assert "Eurométropole de Metz" in shown.texte
    assert contact.cle not in shown.texte
