"""The portrait of one métropole, on a catalogue counted by hand."""

from datetime import date

from leviers.catalogue import published
from leviers.evidence.portrait import draw_portrait
from leviers.reference import territoires


def _draw(slug):
    return draw_portrait(published.current(), territoires.index_by_slug()[slug])


def _source(name, day):
    return {"url": f"https://exemple.invalid/{name}", "titre": name, "editeur": "Orval", "date": day}


def test_what_is_repere_and_what_is_not_are_told_apart(mini):
    mini.demarche("une", "nantes", "spaser clause-sociale-insertion")
    mini.demarche("ailleurs", "rennes", "tiers-lieux")
    portrait = _draw("nantes")
    parts = {part.champ.code: part for part in portrait.parts}
    achats = parts["achats-responsables"]
    assert [usage.levier.code for usage in achats.reperes] == ["spaser", "clause-sociale-insertion"]
    assert (len(achats.non_reperes), sum(achats.marks), len(achats.marks)) == (7, 2, 9)
    assert portrait.nb_leviers_reperes == 2
    assert len(portrait.demarches) == 1


def test_every_levier_stands_in_exactly_one_part(mini):
    portrait = _draw("nantes")
    codes = [usage.levier.code for part in portrait.parts for usage in (*part.reperes, *part.non_reperes)]
    assert len(codes) == len(set(codes)) == 50
    assert len(portrait.parts) == 7


def test_demarches_go_from_the_latest_to_the_unknown(mini):
    for name, year in (("ancienne", 2012), ("sans", None), ("recente", 2025)):
        mini.demarche(name, "nantes", "spaser", annee_debut=year)
    part = next(part for part in _draw("nantes").parts if part.champ.code == "achats-responsables")
    assert [demarche.annee_debut for demarche in part.demarches] == [2025, 2012, None]


def test_sources_are_counted_once_by_address_and_by_age(mini):
    # verified in November 2026: old means 2020 or before
    shared = _source("commune", "2019-05")
    mini.demarche("une", "nantes", "spaser", sources=[shared, _source("a", "2020-12-31")])
    mini.demarche("deux", "nantes", "spaser", sources=[shared, _source("b", "2021"), _source("c", "")])
    found = _draw("nantes").sources
    assert (found.nb, found.nb_anciennes, found.nb_sans_date, found.nb_mortes) == (4, 2, 1, 0)
    assert found.annee_limite == 2020


def test_a_dead_source_is_counted(mini):
    demarche = mini.demarche("une", "nantes", "spaser")
    source = demarche.sources.get()
    source.est_morte = True
    demarche.sources.set([source])
    demarche.save()
    assert _draw("nantes").sources.nb_mortes == 1


def test_dates_are_those_of_the_last_demarche_and_unknown_without_any(mini):
    assert _draw("nantes").modifiee_le is None
    assert _draw("nantes").verifiee_le is None
    mini.demarche("une", "nantes", "spaser")
    portrait = _draw("nantes")
    assert portrait.verifiee_le == date(2026, 11, 1)
    assert portrait.modifiee_le == portrait.demarches[0].modifiee_le
