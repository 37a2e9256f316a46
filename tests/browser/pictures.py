"""Takes the README's pictures: `python -m tests.browser.pictures INDEX`, with the sample records in the index."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from waitress.server import create_server

from tests.browser.conftest import CHROMIUM
from webapp import create_app

FOLDER = Path(__file__).parent / "pictures"
PICTURES = {"search": "/search?q=peace+treaty", "reading": "/record/{record}?q=peace+treaty"}


def main(index: str) -> None:
    server: Any = create_server(create_app(config={"INDEX": index}), host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    site = f"http://127.0.0.1:{server.effective_port}"
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 760})
        first = page.request.get(f"{site}/search.json?q=peace+treaty").json()["hits"][0]["record_id"]
        for name, address in PICTURES.items():
            page.goto(site + address.format(record=first))
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()
    server.close()


if __name__ == "__main__":
    main(sys.argv[1])
