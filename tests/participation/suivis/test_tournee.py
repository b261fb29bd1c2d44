"""What changed is told once: at once, at most one letter an hour, or on Monday; never twice."""

import re
from contextlib import suppress

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from leviers.courrier import ecrire, envoyer
from leviers.courrier import tournee as courrier
from leviers.courrier.models import Lettre
from leviers.participation.models import Abonne, Suivi
from leviers.participation.suivis import demandes, tournee
from leviers.participation.suivis.tournee import find_monday, write_due
from tests.participation.suivis.conftest import at

NANTES, SPASER = ("territoire", "nantes"), ("levier", "spaser")


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_a_letter_says_what_where_when_the_source_and_why(suivis, settings):
    settings.SITE_URL = "https://leviers.exemple"
    suivis.follow(*NANTES, titre="Nantes Métropole")
    suivis.follow(*SPASER, titre="Levier « SPASER »")
    suivis.happen(
        5, NANTES, SPASER, quoi="Nouvelle démarche : « Un schéma »", ou="Nantes Métropole",
        adresse="/demarches/nantes-schema/", source="Délibération", source_url="https://nantes.exemple/d.pdf",
    )  # fmt: skip
    suivis.happen(6, ("levier", "scic"))
    assert write_due(at(10)) == 1
    lettre = Lettre.objects.get()
    assert plain(lettre.sujet) == "Nantes Métropole : Nouvelle démarche : « Un schéma »"
    assert plain(lettre.texte).split("\n\nChanger de rythme")[0] == (
        "Bonjour,\n\nDepuis le 26 novembre 2026, 1 changement dans ce que vous suivez sur Leviers.\n\n"
        "1. Nouvelle démarche : « Un schéma », Nantes Métropole.\n"
        "Le 26 novembre 2026.\n"
        "Le lire : https://leviers.exemple/demarches/nantes-schema/\n"
        "Source : Délibération, https://nantes.exemple/d.pdf\n"
        "Parce que vous suivez « Nantes Métropole » et « Levier “SPASER” »."
    )
    assert '<a href="https://nantes.exemple/d.pdf">' in lettre.html
    assert Lettre.objects.count() == 1


def test_every_letter_stops_by_one_click(suivis, client):
    suivis.follow(*NANTES)
    suivis.happen(5, NANTES)
    write_due(at(10))
    envoyer.send_waiting()
    headers = mail.outbox[0].message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = re.fullmatch(r"<https?://[^/]+(/suivre/arreter/\S+/)>", headers["List-Unsubscribe"])[1]
    client.post(stop, {"List-Unsubscribe": "One-Click"})
    suivis.happen(90, NANTES)
    assert write_due(at(100)) == 0


def test_nothing_new_no_letter(suivis):
    suivis.follow(*NANTES)
    suivis.follow(*NANTES, rythme="semaine", who="nora")
    suivis.happen(-5, NANTES)
    suivis.happen(5, SPASER)
    assert write_due(at(10)) == 0
    assert write_due(at(days=30)) == 0


def test_what_is_told_is_not_told_again(suivis):
    suivis.follow(*NANTES)
    suivis.happen(5, NANTES)
    assert [write_due(at(10)), write_due(at(11)), write_due(at(200))] == [1, 0, 0]


def test_one_letter_an_hour_holds_what_came_meanwhile(suivis):
    suivis.follow(*NANTES)
    suivis.happen(5, NANTES)
    suivis.happen(12, NANTES)
    suivis.happen(40, NANTES)
    assert write_due(at(6)) == 1
    assert write_due(at(30)) == 0
    assert write_due(at(66)) == 1
    assert "2 changements" in plain(Lettre.objects.first().texte)


def test_an_event_of_this_very_minute_waits_until_it_is_settled(suivis):
    suivis.follow(*NANTES)
    suivis.happen(5, NANTES)
    assert (write_due(at(5)), write_due(at(6))) == (0, 1)


def test_weekly_letters_are_those_of_monday(suivis):
    suivis.follow(*NANTES, rythme="semaine")
    suivis.happen(5, NANTES, quoi="Jeudi")
    monday = find_monday(at(days=5))
    assert (monday.isoformat(), monday.weekday()) == ("2026-11-30T07:00:00+01:00", 0)
    minutes = int((monday - at()).total_seconds() // 60)
    suivis.happen(minutes + 1, NANTES, quoi="Lundi, trop tard")
    assert write_due(at(minutes - 1)) == 0
    assert write_due(at(minutes + 5)) == 1
    assert "Jeudi" in Lettre.objects.get().texte
    assert "trop tard" not in Lettre.objects.get().texte
    assert write_due(at(minutes + 60)) == 0
    assert write_due(at(minutes + 5, days=7)) == 1


def test_a_paused_or_unconfirmed_follow_hears_nothing(suivis):
    suivis.follow(*NANTES)
    Abonne.objects.update(en_pause_le=at())
    other = suivis.follow(*NANTES, who="nora")
    Suivi.objects.filter(pk=other.pk).update(confirme_le=None, vu_jusqu_a=None)
    suivis.happen(5, NANTES)
    assert write_due(at(10)) == 0
    demandes.resume(Abonne.objects.get(courriel="lea@exemple.invalid"))
    assert write_due(at(70)) == 1


def _crash(*_words, **_given):
    raise KeyboardInterrupt


def _after(function):
    def run(*words, **given):
        function(*words, **given)
        raise KeyboardInterrupt

    return run


STEPS = {
    "before the letter": (ecrire, "write", lambda _f: _crash),
    "between the letter and its marks": (ecrire, "write", _after),
    "once they are written": (tournee, "_write_batch", _after),
    "before sending": (courrier, "run", lambda _f: _crash),
    "between sending and marking": (EmailBackend, "send_messages", _after),
}


@pytest.mark.parametrize("step", STEPS)
def test_killed_anywhere_then_run_again_gives_one_letter(suivis, monkeypatch, step):
    suivis.follow(*NANTES)
    suivis.follow(*SPASER)
    suivis.follow(*SPASER, who="zoe", rythme="semaine")
    suivis.happen(5, NANTES, SPASER)
    target, name, make = STEPS[step]

    def run(minutes):
        write_due(at(minutes))
        envoyer.send_waiting()

    with monkeypatch.context() as broken:
        broken.setattr(target, name, make(getattr(target, name)))
        with suppress(KeyboardInterrupt):
            run(10)
    for minutes in (11, 12, 80, 200):
        run(minutes)
    assert [message.to for message in mail.outbox] == [["lea@exemple.invalid"]]


def test_a_follow_stopped_during_the_round_does_not_lose_the_news_of_others(suivis, monkeypatch):
    suivis.follow(*NANTES)
    gone = suivis.follow(*SPASER)
    suivis.happen(5, NANTES, SPASER)
    list_once = tournee.list_evenements

    def list_then_stop(*window):
        found = list_once(*window)
        monkeypatch.setattr(tournee, "_index", lambda events: _stop(events))
        return found

    index = tournee._index

    def _stop(events):
        made = index(events)
        monkeypatch.setattr(tournee, "_write_batch", lambda *given: (gone.delete(), batch(*given))[1])
        return made

    batch = tournee._write_batch
    monkeypatch.setattr(tournee, "list_evenements", list_then_stop)
    assert write_due(at(10)) == 1
    assert "« spaser »" not in plain(Lettre.objects.get().texte)


def test_two_rounds_at_once_write_one_letter(suivis, monkeypatch):
    suivis.follow(*NANTES)
    suivis.happen(5, NANTES)
    batch = tournee._write_batch

    def with_another_round(*given):
        monkeypatch.setattr(tournee, "_write_batch", batch)
        assert write_due(at(11)) == 1
        return batch(*given)

    monkeypatch.setattr(tournee, "_write_batch", with_another_round)
    assert write_due(at(10)) == 0
    assert Lettre.objects.count() == 1


def test_a_minute_without_events_costs_few_queries(suivis, django_assert_max_num_queries):
    for number in range(30):
        suivis.follow(*NANTES, who=f"p{number}")
    with django_assert_max_num_queries(8):
        assert write_due(at(10)) == 0


def test_thousands_of_changes_make_one_letter_of_reasonable_length(suivis):
    suivis.follow(*NANTES)
    for _ in range(1000):
        suivis.happen(5, NANTES)
    assert write_due(at(10)) == 1
    assert "970 autres changements" in plain(Lettre.objects.get().texte)
    assert len(Lettre.objects.get().texte) < 10_000


def test_hostile_words_of_others_stay_text(suivis):
    suivis.follow(*NANTES, titre="Titre\r\nBcc: x@y.invalid")
    suivis.happen(5, NANTES, quoi="<script>1</script> https://piege.invalid/a", source="s\r\nX: 1",
                  source_url="javascript:alert(1)")  # fmt: skip
    write_due(at(10))
    envoyer.send_waiting()
    message = mail.outbox[0]
    assert message.message()["Bcc"] is None
    html = message.alternatives[0].content
    assert "<script>" not in html
    assert 'href="https://piege' not in html
    assert 'href="javascript' not in html
