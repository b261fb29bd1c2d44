"""Every kind of page, wide and narrow, light and dark, with keys only, without scripts."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.kinds import ALL, KINDS, find_path, status_of

AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
RUN_AXE = """onlyColours => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const runOnly = onlyColours ? ['color-contrast', 'link-in-text-block'] : tags;
  const say = (rule, node) => [rule.id, node.target.join(' '), node.html.slice(0, 160), node.failureSummary];
  const options = {runOnly, resultTypes: ['violations']};
  if (!onlyColours) options.rules = {'target-size': {enabled: true}};
  return axe.run(document, options).then(
    found => found.violations.flatMap(rule => rule.nodes.map(node => say(rule, node).join(' | '))));
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
FOCUSED = "document.activeElement.outerHTML.slice(0, 120)"
AROUND = """() => { const box = document.activeElement.getBoundingClientRect();
  const x = Math.max(0, box.x - 6), y = Math.max(0, box.y - 6);
  return {x, y, width: box.width + 12, height: box.height + 12};
}"""
SPILL = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@cache
def read_axe() -> str:
    """Source of axe-core."""
    return AXE.read_text(encoding="utf-8")


def find_violations(page: Page, *, only_colours: bool = False) -> list[str]:
    """What axe has to say of a page, one line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(read_axe())
    return page.evaluate(RUN_AXE, only_colours)


@pytest.mark.parametrize("kind", ALL)
def test_a_page_is_accessible_and_says_the_same_without_scripts(site, revisit, kind):
    path, status = find_path(site, kind), status_of(kind)
    page = revisit().goto(path, status=status)
    without = revisit(scripts=False).goto(path, status=status)
    assert without.locator("h1").inner_text() == page.locator("h1").inner_text()
    assert without.locator("main a:visible").count() >= page.locator("main a:visible").count()
    assert page.locator("html").get_attribute("lang") == "fr"
    page.emulate_media(color_scheme="dark")
    assert find_violations(page, only_colours=True) == [], "in the dark"
    page.emulate_media(color_scheme="light")
    for width in (1280, 390):  # no script looks at the width: resized or loaded so, the page is the same
        page.set_viewport_size({"width": width, "height": 900})
        assert find_violations(page) == [], width
        assert page.evaluate(SPILL) <= 0, f"the page scrolls sideways at {width}"
        assert page.evaluate(FIND_SMALL_TARGETS) == [], width


@pytest.mark.parametrize("kind", ["accueil", "matrice", "demarches", "levier", "metropole", "signaler"])
def test_a_page_opened_in_the_dark_is_accessible(site, visit, kind):
    page = visit(dark=True, width=390).goto(find_path(site, kind))
    assert find_violations(page) == []


def test_every_address_of_the_map_is_of_a_known_kind(site):
    unknown = [
        path for path in site.list_paths() if not any(map(re.fullmatch, KINDS.values(), [path] * len(KINDS)))
    ]
    assert unknown == []


def test_titles_tell_pages_apart(site):
    others = [kind for kind in ALL if kind not in ("matrice-tableau", "introuvable")]  # same page, no page
    titles = Counter(read_title(f"{site.url}{find_path(site, kind)}") for kind in others)
    assert [title for title, count in titles.items() if count > 1] == []


def read_title(address: str) -> str:
    with urlopen(address) as answer:
        return re.findall(r"<title>(.*?)</title>", answer.read().decode(), re.DOTALL)[0]


@pytest.mark.parametrize("kind", ["accueil", "demarches", "matrice", "levier", "metropole", "signaler"])
def test_keys_alone_reach_the_page_and_focus_is_seen(site, visit, kind):
    page = visit().goto(find_path(site, kind))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#contenu"
    page.keyboard.press("Enter")
    expect(page.locator("#contenu")).to_be_focused()
    reached = set()
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(FOCUSED))
        assert focus_shows(page), f"the focus does not show on {page.evaluate(FOCUSED)}"
    assert len(reached) == 8


def focus_shows(page: Page) -> bool:
    """Whether the place that has the focus looks otherwise once the focus has left it."""
    page.evaluate("document.activeElement.scrollIntoView({block: 'center'})")
    box = page.evaluate(AROUND)
    with_focus = page.screenshot(clip=box)
    page.evaluate("window.focused = document.activeElement; window.focused.blur()")
    without = page.screenshot(clip=box)
    page.evaluate("window.focused.focus({focusVisible: true})")
    return with_focus != without


def test_a_zoom_of_200_percent_loses_nothing(site, visit):
    page = visit(width=640).goto("/matrice/")
    assert page.evaluate(SPILL) <= 0
    expect(page.locator("h1")).to_be_visible()
