"""Every kind of page, wide and narrow, light and dark, with keys only, without scripts."""

import re
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.kinds import ALL, KINDS, find_path, status_of

AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """tags => {
  const say = (rule, node) => [rule.id, node.target.join(' '), node.html.slice(0, 160), node.failureSummary]
    .join(' | ');
  const options = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'],
    rules: {'target-size': {enabled: true}}};
  return axe.run(document, options).then(
    found => found.violations.flatMap(rule => rule.nodes.map(node => say(rule, node))));
}"""
FIND_SMALL_TARGETS = """() => {
  const size = node => { const box = node.getBoundingClientRect(); return Math.min(box.width, box.height) };
  const isShown = node => size(node) > 0 && getComputedStyle(node).visibility !== 'hidden'
    && !node.closest('.vh, .skip, [hidden]');
  const isInText = node => getComputedStyle(node).display === 'inline';  // axe sees to their spacing
  const hasLargeLabel = node => node.labels && [...node.labels].some(label => size(label) >= 24);
  return [...document.querySelectorAll('a[href], button, input, select, summary, textarea')]
    .filter(node => isShown(node) && size(node) < 23.5 && !isInText(node) && !hasLargeLabel(node))
    .map(node => `${node.outerHTML.slice(0, 120)} ${size(node)}`);
}"""
SPILL = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@cache
def read_axe() -> str:
    """Source of axe-core."""
    return AXE.read_text(encoding="utf-8")


def find_violations(page: Page) -> list[str]:
    """What axe has to say of a page, one line for each element."""
    page.evaluate(read_axe())
    return page.evaluate(RUN_AXE, TAGS)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("kind", ALL)
def test_a_page_is_accessible(site, visit, kind, width, dark):
    page = visit(width=width, dark=dark).goto(find_path(site, kind), status=status_of(kind))
    assert find_violations(page) == []
    assert page.evaluate(SPILL) <= 0, "the page scrolls sideways"
    assert page.evaluate(FIND_SMALL_TARGETS) == []
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "fr"


def test_every_address_of_the_map_is_of_a_known_kind(site):
    unknown = [
        path for path in site.list_paths() if not any(map(re.fullmatch, KINDS.values(), [path] * len(KINDS)))
    ]
    assert unknown == []


def test_titles_tell_pages_apart(site, visit):
    visitor = visit(scripts=False)
    titles = [visitor.goto(find_path(site, kind), status=status_of(kind)).title() for kind in ALL]
    assert len(set(titles)) == len(titles), sorted(titles)


@pytest.mark.parametrize("kind", ALL)
def test_a_page_says_the_same_without_scripts(site, visit, kind):
    path, status = find_path(site, kind), status_of(kind)
    with_scripts = visit().goto(path, status=status)
    without = visit(scripts=False).goto(path, status=status)
    assert without.locator("h1").inner_text() == with_scripts.locator("h1").inner_text()
    assert without.locator("main a:visible").count() >= with_scripts.locator("main a:visible").count()


@pytest.mark.parametrize("kind", ["accueil", "demarches", "matrice", "levier", "metropole", "signaler"])
def test_keys_alone_reach_the_page_and_focus_is_seen(site, visit, kind):
    page = visit().goto(find_path(site, kind))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    reached = set()
    for _ in range(15):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => { const node = document.activeElement, style = getComputedStyle(node);
            return [node.outerHTML.slice(0, 100),
              style.outlineStyle !== 'none' || style.boxShadow !== 'none'] }"""
        )
        assert place[1], f"the focus does not show on {place[0]}"
        reached.add(place[0])
    assert len(reached) > 5


def test_a_zoom_of_200_percent_loses_nothing(site, visit):
    page = visit(width=640).goto("/matrice/")
    assert page.evaluate(SPILL) <= 0
    assert page.locator("h1").is_visible()
