"""Lists of public records: words, facets, order, pages, totals, and what an address gets wrong."""

import re

import pytest

from leviers.evidence.explore import PER_PAGE, explore, read_selection
from leviers.evidence.explorers import EXPLORERS
from leviers.evidence.selection import MOTS_VIDES, Selection
from leviers.warehouse.lists import FOLDER
from leviers.warehouse.read import find_builds
from tests.web.facts import read_text

LISTES = ("marches", "subventions", "deliberations", "acteurs")


def _explore(build, code, **given):
    asked = {name: value if isinstance(value, list) else [value] for name, value in given.items()}
    selection, ignored = read_selection(build, EXPLORERS[code], asked)
    return explore(build, EXPLORERS[code], selection), ignored


def _count(build, where):
    return build.read(f"select count(*) as nb from lists.faits where genre = 'marche' and {where}")[0]["nb"]


@pytest.mark.parametrize("code", LISTES)
def test_a_list_shows_the_invented_world_and_says_so(read, fictif, code):
    page = read(f"/{code}/")
    assert "Données inventées pour la démonstration." in page
    assert '<meta name="robots" content="noindex' in page
    assert len(re.findall(r'<article class="entry"', page)) == PER_PAGE


@pytest.mark.parametrize("code", LISTES)
def test_real_data_are_never_mixed_with_invented_ones(read, reel, orval_home, code):
    (reel.home / "orval").symlink_to(orval_home / "orval")
    assert "inventé" not in read(f"/{code}/")


def test_words_are_all_needed_whatever_their_accents_capitals_and_plurals(fictif):
    found, _ = _explore(fictif, "marches", q="BLANCHISSAGE vêtement")
    assert found.totals["nb"] == _count(
        fictif,
        "contains(strip_accents(lower(titre)), 'blanchissage')"
        " and contains(strip_accents(lower(titre)), 'vetement')",
    )
    assert found.totals["nb"] > 0


def test_a_word_may_be_in_the_name_of_a_holder(fictif):
    found, _ = _explore(fictif, "marches", q="limpia")
    assert found.rows
    assert all("LIMPIA" in row["tiers_nom"] for row in found.rows)


def test_short_words_are_not_the_beginning_of_others(fictif):
    found, _ = _explore(fictif, "deliberations", q="ess")
    assert all(re.search(r"\bess\b", f"{row['titre']} {row['donneur_nom']}", re.I) for row in found.rows)


def test_facets_count_what_choosing_them_would_give(fictif):
    found, _ = _explore(fictif, "marches", annee="2023", ess="certain")
    for code in ("annee", "ess", "acte", "montant", "levier", "social"):
        for value, nb in list(found.counts[code].items())[:6]:
            given = {"annee": "2023", "ess": "certain", code: value}
            assert _explore(fictif, "marches", **given)[0].totals["nb"] == nb, (code, value)


def test_several_values_of_one_facet_add_up(fictif):
    one, two = (_explore(fictif, "marches", annee=year)[0].totals["nb"] for year in ("2022", "2023"))
    assert _explore(fictif, "marches", annee=["2022", "2023"])[0].totals["nb"] == one + two


def test_totals_add_sure_amounts_only(fictif):
    row = fictif.read(
        "select sum(montant_eur) filter (where montant_douteux is null) as total,"
        " count(*) filter (where montant_douteux is not null) as ecartes from facts.marches"
    )[0]
    found, _ = _explore(fictif, "marches")
    assert found.totals["montant_sur_eur"] == row["total"]
    assert found.totals["nb_ecartes"] == row["ecartes"]


def test_totals_say_what_they_leave_out(read, fictif):
    text = read_text(read("/marches/"))
    assert re.search(
        r"Somme des \d+ montants sûrs : [\d,]+ M€. N’y sont pas : \d+ sans montant, \d+ douteux\.", text
    )


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("marches", {}),
        ("marches", {"tri": "montant"}),
        ("marches", {"q": "travaux", "tri": "montant"}),
        ("marches", {"acte": "commune", "annee": ["2022", "2023"]}),
        ("subventions", {"tri": "montant", "ess": "certain"}),
        ("acteurs", {"tri": "faits"}),
    ],
)
def test_pages_show_every_row_once(fictif, code, given):
    seen, apres = [], ""
    while True:
        found, _ = _explore(fictif, code, **given, apres=apres)
        assert not found.a_change
        seen += [row["rang"] for row in found.rows]
        apres = found.suivant
        if not apres:
            break
    assert len(seen) == len(set(seen)) == found.totals["nb"] > PER_PAGE


def test_amounts_are_in_order_and_doubtful_ones_last(reel):
    build_rows = _explore(_build(reel), "marches", tri="montant")[0].rows
    amounts = [row["montant_sur_eur"] for row in build_rows]
    assert amounts == sorted(amounts, reverse=True)


@pytest.mark.parametrize("apres", ["zut", "_1", "abcdef12__3", "reel_12.50_7", "x" * 5000, "'; drop table"])
def test_a_cursor_that_means_nothing_gives_the_first_page(read, reel, apres):
    page = read(f"/marches/?apres={apres}")
    assert "voici la première page" in page
    assert page.count('<article class="entry"') == PER_PAGE


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("annee=1789", "Année : « 1789 » ne dit rien dans cette liste et est laissé de côté."),
        ("levier=baguette&levier=spaser", "Levier détecté : « baguette » ne dit rien"),
        ("tri=zut", "Ordre : « zut »"),
        ("q=%25%25", "La recherche n’a aucun mot à chercher"),
        ("q=" + "a" * 9000, "seuls ses 200 premiers signes comptent"),
        ("q=de+la", "La recherche n’a aucun mot à chercher"),
    ],
)
def test_what_is_not_understood_is_said(read, fictif, query, words):
    assert words in read(f"/marches/?{query}")


@pytest.mark.parametrize("q", ["%00", "%27%22--", "<script>alert(1)</script>", "=1%2B1", "😀", "\u202e"])
def test_no_word_breaks_a_list(read, fictif, q):
    assert "<script>alert" not in read(f"/marches/?q={q}")


def test_an_empty_list_helps(read, fictif):
    page = read("/marches/?q=zzzzzz&ess=certain")
    assert "Aucun marché public" in page
    assert re.search(r"retirez.*la recherche</a> : \d+", page, re.S)


def test_natural_persons_are_in_no_list(read, reel):
    siren = _build(reel).read("select siren from facts.tiers where categorie_juridique = '1000'")[0]["siren"]
    assert not _build(reel).read("select 1 from lists.acteurs where siren = ?", [siren])
    read(f"/acteurs/{siren}/", status=404)
    assert "Personne physique" not in read("/subventions/?q=personne+physique")


def test_masked_people_have_no_name_in_lists(fictif):
    masked = fictif.read("select subvention_id as code from facts.subventions where tiers_id is null")
    assert len(masked) == 5
    for row in masked:
        (found,) = fictif.read("select tiers_nom from lists.faits where fait_id = ?", [row["code"]])
        assert found["tiers_nom"] is None


def test_the_map_of_the_site_gives_the_lists_of_real_data_only(read, reel, orval_home, settings):
    entry = f"{settings.SITE_URL}/marches/<"
    assert entry in read("/sitemap.xml")
    settings.HOME = orval_home
    assert entry not in read("/sitemap.xml")


def test_lists_leave_out_the_words_that_the_search_leaves_out():
    for name in ("faits", "acteurs"):
        sql = (FOLDER / f"{name}_mots.sql").read_text(encoding="utf-8")
        assert set(re.findall(r"'([a-z]+)'", sql[sql.index("not in") :])) == MOTS_VIDES


def test_the_address_of_a_selection_has_one_order():
    selection = Selection("clé", {"annee": ("2022", "2023")}, "montant", "suite")
    assert selection.pairs() == [("q", "clé"), ("annee", "2022"), ("annee", "2023"), ("tri", "montant")]
    assert selection.toggle("annee", "2022").filters == {"annee": ("2023",)}
    assert selection.toggle("annee", "2022").apres == ""


def test_before_any_build_the_lists_say_so(read, tmp_path, settings):
    settings.HOME = tmp_path
    assert "Aucun fichier public n’a encore été lu sur ce site" in read("/marches/", status=404)


def _build(reel):
    return find_builds(reel.home)["reel"]
