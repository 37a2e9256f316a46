"""A real browser over a real server on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.archive import archive
from tests.fake_engine import FakeEngine
from tests.site_serving import served
from webapp import create_app

CHROMIUM = next((path for path in (os.environ.get("ONRECORD_CHROMIUM", ""), "/usr/bin/chromium",
                                   "/usr/bin/chromium-browser", "/usr/bin/google-chrome") if path and
                 Path(path).is_file()), None)
REQUIRED = os.environ.get("ONRECORD_REQUIRE_BROWSER") == "1"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    if CHROMIUM is None:
        reason = "needs Chromium; name it in ONRECORD_CHROMIUM"
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the site over the archive of the tests, served as it is in production."""
    with served(create_app(FakeEngine(archive())), threads=8) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context(viewport={"width": 1440, "height": 900})
    found.set_default_timeout(5000)
    yield found
    found.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test where the browser reports an error, also of what the policy forbids."""
    found = context.new_page()
    faults: list[str] = []
    found.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    found.on("pageerror", lambda error: faults.append(str(error)))
    yield found
    assert not faults


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    found = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    found.set_default_timeout(5000)
    yield found.new_page()
    found.close()
