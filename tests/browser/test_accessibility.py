"""axe finds nothing on any page, in either scheme, on a desk and on a phone."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.test_journeys import ADDRESSES

OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, site: str, scheme: Literal["light", "dark"], width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    found = []
    for address in (*ADDRESSES, "/search?q=treaty&ui=fr", "/search?q=treaty#page-filters"):
        page.goto(site + address)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        for fault in Axe().run(page, options=OPTIONS).response["violations"]:
            found.append((address, fault["id"], [node["html"][:150] for node in fault["nodes"][:3]]))
    context.close()
    assert not found
