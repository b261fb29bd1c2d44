"""What a first visit brings over the wire, seen by Chromium."""

import shutil

from playwright.sync_api import Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


def find_chromium() -> str | None:
    """The browser of the machine."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def weigh(address: str) -> tuple[int, int]:
    """Bytes received (headers and compressed bodies) and number of requests, nothing being in cache.

    A file to download is weighed by its own answer.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        if address.split("?")[0].endswith((".csv", ".json")):
            answer = page.request.get(address)
            weighed = int(answer.headers.get("content-length", "0")), 1
        else:
            weighed = weigh_visit(page, address)
        browser.close()
    return weighed


def weigh_visit(page: Page, address: str) -> tuple[int, int]:
    """What `weigh` says, of a page of a browser that has nothing in cache."""
    wire = page.context.new_cdp_session(page)
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    return round(sum(sizes)), len(sizes)
