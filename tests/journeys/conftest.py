"""Browser of the journeys: Debian’s Chromium, and a visitor whom nothing untoward escapes."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect

from tests.journeys.letters import Mailbox, catch_letters
from tests.site import BASE, Site, find_free_port

# Playwright keeps an event loop in this thread, which Django takes for asynchronous code in the other tests.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_MS = 30_000  # of each wait: a loaded machine is slow, and a wait that is over costs nothing
expect.set_options(timeout=PATIENCE_MS)
_QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives Chromium."""
    for item in items:
        if "/journeys/" in item.path.as_posix():
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The browser of the machine rather than Playwright’s own."""
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    return {**browser_type_launch_args, "executable_path": found, "args": list(_QUIET)}


class Visitor:
    """A page of the browser that remembers every error, refusal and request to another host."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site = page, site
        self.problems: list[str] = []
        self.expected: set[str] = set()
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("request", self._note_request)
        page.on("requestfailed", self._note_failure)
        page.on("response", self._note_response)

    def goto(self, path: str, *, status: int = 200) -> Page:
        """Open an address of the site, which must answer with this status."""
        address = f"{self.site.url}{path}"
        if status >= 400:
            self.expected.add(address)
        response = self.page.goto(address)
        assert response is not None
        assert response.status == status, f"{path} answered {response.status}"
        return self.page

    def _note_console(self, message: ConsoleMessage) -> None:
        address = (message.location or {}).get("url", "")
        if message.type in ("error", "warning") and address not in self.expected:
            self.problems.append(f"console: {message.text} ({address})")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site.url}/", "data:", "blob:")):
            self.problems.append(f"third party: {request.url}")

    def _note_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page left before its last byte, a file downloaded
            self.problems.append(f"failed: {request.url} ({request.failure})")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and response.url not in self.expected:
            self.problems.append(f"{response.status}: {response.url}")


Visit = Callable[..., Visitor]


def _enter(
    site: Site, new_context: Callable[..., BrowserContext], *, width: int, dark: bool, scripts: bool
) -> Visitor:
    context = new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        java_script_enabled=scripts,
        locale="fr-FR",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE_MS)
    return Visitor(context.new_page(), site)


def _visits(site: Site, new_context: Callable[..., BrowserContext]) -> Iterator[Visit]:
    """Opens visitors with a width, a colour scheme, scripts or not; whatever went wrong fails the test."""
    visitors: list[Visitor] = []

    def start(*, width: int = 1280, dark: bool = False, scripts: bool = True) -> Visitor:
        visitors.append(_enter(site, new_context, width=width, dark=dark, scripts=scripts))
        return visitors[-1]

    yield start
    assert [problem for visitor in visitors for problem in visitor.problems] == []


@pytest.fixture
def visit(site: Site, new_context: Callable[..., BrowserContext]) -> Iterator[Visit]:
    """Opens visitors of the shared site."""
    yield from _visits(site, new_context)


@pytest.fixture(scope="module")
def regulars(site: Site, browser: Browser) -> Iterator[dict[bool, Visitor]]:
    """Two visitors who stay from one test to the next: one with scripts, one without."""
    found = {
        scripts: _enter(site, browser.new_context, width=1280, dark=False, scripts=scripts)
        for scripts in (True, False)
    }
    yield found
    for visitor in found.values():
        visitor.page.context.close()


@pytest.fixture
def revisit(regulars: dict[bool, Visitor]) -> Iterator[Visit]:
    """Gives a visitor who has styles and fonts already, wide and in the light; what went wrong fails."""

    def start(*, scripts: bool = True) -> Visitor:
        visitor = regulars[scripts]
        visitor.page.set_viewport_size({"width": 1280, "height": 900})
        visitor.page.emulate_media(color_scheme="light")
        return visitor

    yield start
    problems = [problem for visitor in regulars.values() for problem in visitor.problems]
    for visitor in regulars.values():
        visitor.problems.clear()
        visitor.expected.clear()
    assert problems == []


@pytest.fixture(scope="session")
def _caught() -> Iterator[Mailbox]:
    with catch_letters() as caught:
        yield caught


@pytest.fixture
def mailbox(_caught: Mailbox, own_site: Site) -> Mailbox:
    """What this test’s own site sends, by SMTP, to whoever it writes to."""
    return _caught


@pytest.fixture(scope="session")
def written_site(
    prepared: Site, tmp_path_factory: pytest.TempPathFactory, _caught: Mailbox
) -> Iterator[Site]:
    """A second site, served once for all the journeys that write."""
    served = Site(f"http://127.0.0.1:{find_free_port()}", tmp_path_factory.mktemp("site-ecrit"))
    served.environment = _caught.environment
    prepared.copy_to(served)
    with served.serve():
        yield served


@pytest.fixture
def own_site(written_site: Site, prepared: Site, _caught: Mailbox) -> Site:
    """A site to be written to, given its first content back before each journey."""
    written_site.take_back(prepared.home / BASE)
    _caught.letters.clear()
    return written_site


@pytest.fixture
def visit_own(own_site: Site, new_context: Callable[..., BrowserContext]) -> Iterator[Visit]:
    """Opens visitors of this test’s own site."""
    yield from _visits(own_site, new_context)
