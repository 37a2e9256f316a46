"""What a reader does, in a real browser: search, narrow, open, step, cite, take away, and back."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect


def args(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_reader_narrows_by_two_speakers_and_a_year_opens_steps_cites_and_goes_back(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).fill("treaty")
    page.keyboard.press("Enter")
    expect(page.locator(".total")).to_contain_text("sections in")

    page.get_by_label(re.compile("^Shinzo Abe")).check()
    expect(page.locator(".chips")).to_contain_text("Shinzo Abe")
    page.get_by_label(re.compile("^Moon Jae-in")).check()
    expect(page.locator(".facet h3", has_text="Speaker")).to_contain_text("2 selected")
    page.get_by_text("Years and months").click()
    page.get_by_role("checkbox", name=re.compile("^2016")).check()
    expect(page.locator(".chips li")).to_have_count(4)
    assert args(page) == {"q": ["treaty"], "speaker": ["Shinzo Abe", "Moon Jae-in"], "date": ["2016"]}
    narrowed, total = page.url, page.locator(".total").text_content()

    page.locator(".hit-title a").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert urlsplit(page.url).fragment
    expect(page.locator(f"[id='{urlsplit(page.url).fragment}'] mark").first).to_be_in_viewport()
    page.keyboard.press("n")
    expect(page.locator("mark.at")).to_have_count(1)
    expect(page.locator("mark.at")).to_be_in_viewport()
    expect(page.locator(".hitbar-line")).to_contain_text("hit ")

    page.get_by_role("link", name="cite this section").first.click()
    expect(page.get_by_label("Permanent link")).to_have_value(re.compile("/section/"))
    with page.expect_download() as download:
        page.get_by_role("link", name="RIS").click()
    assert download.value.suggested_filename.endswith(".ris")

    page.go_back()
    page.go_back()
    expect(page.locator(".total")).to_have_text(str(total))
    assert page.url == narrowed


def test_the_same_without_a_script(scriptless: Page, site: str) -> None:
    page = scriptless
    page.goto(site)
    page.get_by_role("searchbox").fill("treaty")
    page.get_by_role("button", name="Search").click()
    page.get_by_label(re.compile("^Shinzo Abe")).check()
    page.get_by_label(re.compile("^Moon Jae-in")).check()
    page.get_by_label("from").fill("2016")
    page.get_by_label("to", exact=True).fill("Dec 2016")
    page.locator(".dates button").click()
    assert args(page) == {
        "q": ["treaty"], "speaker": ["Shinzo Abe", "Moon Jae-in"], "from": ["2016"], "to": ["Dec 2016"]}
    expect(page.locator(".chips li")).to_have_count(4)
    page.locator(".hit-title a").first.click()
    expect(page.locator("mark").first).to_be_attached()
    page.locator(".hitbar a", has_text="first").click()
    expect(page.locator("[id='hit:1']")).to_be_in_viewport()
    page.locator("a.ref").first.click()
    expect(page.locator(".evidence li:target")).to_be_visible()
    page.get_by_role("link", name="cite this section").first.click()
    expect(page.get_by_label("Citation")).to_have_value(re.compile("Ministry of Foreign Affairs"))


def test_results_change_in_place_and_back_works(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=treaty")
    page.evaluate("window.kept = true")
    page.get_by_label(re.compile("^Shinzo Abe")).check()
    expect(page.locator(".chips")).to_contain_text("Shinzo Abe")
    assert page.evaluate("window.kept")
    expect(page.get_by_label(re.compile("^Shinzo Abe"))).to_be_focused()
    page.get_by_role("link", name="newest first").click()
    expect(page.locator(".sorts [aria-current]")).to_have_text("newest first")
    page.go_back()
    expect(page.locator(".sorts [aria-current]")).to_have_text("most relevant")
    page.go_back()
    expect(page.locator(".chips")).to_have_count(0)
    assert page.evaluate("window.kept")
    expect(page.get_by_label(re.compile("^Shinzo Abe"))).not_to_be_checked()


def test_new_words_keep_the_filters(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=treaty&speaker=Shinzo+Abe&sort=newest")
    page.get_by_role("combobox").fill("plan")
    page.keyboard.press("Enter")
    expect(page.locator(".read-as")).to_contain_text("plan")
    assert args(page) == {"q": ["plan"], "speaker": ["Shinzo Abe"], "sort": ["newest"]}


def test_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}/help")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("treaty")
    page.keyboard.press("Enter")
    expect(page.locator(".hit").first).to_be_visible()
    page.locator("main").focus()
    page.keyboard.press("n")
    expect(page.locator(".hit-title a").first).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator(".hit-title a").nth(1)).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator(".hit-title a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/record/**")
    page.keyboard.press("n")
    expect(page.locator("mark.at")).to_be_focused()


def test_the_first_tab_leads_past_the_masthead(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=treaty")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_single_keys_can_be_switched_off(page: Page, site: str) -> None:
    page.goto(f"{site}/help")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Single keys are on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).not_to_be_focused()
    page.reload()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).not_to_be_visible()


def test_suggestions_are_a_combobox(page: Page, site: str) -> None:
    page.goto(site)
    box = page.get_by_role("combobox")
    box.press_sequentially("Shin")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "page-suggestion-0")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    box.press_sequentially("z")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?speaker=Shinzo+Abe")


def test_lists_can_be_taken_away(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=treaty&speaker=Shinzo+Abe")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "on-record.csv"


def test_more_values_are_chosen_on_a_page_of_their_own(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=treaty")
    page.locator(".facet[data-facet=speaker] .facet-foot a").click()
    page.get_by_role("link", name="T", exact=True).click()
    page.get_by_label(re.compile("^Theresa May")).check()
    page.get_by_role("button", name="Show the results").click()
    expect(page.locator(".chips")).to_contain_text("Theresa May")
    assert args(page) == {"q": ["treaty"], "speaker": ["Theresa May"]}


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without"])
def test_on_a_phone_the_filters_open_over_the_list_and_nothing_is_wider_than_the_screen(
    browser: Browser, site: str, script: bool
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, is_mobile=True, has_touch=True,
                                  java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{site}/search?q=treaty")
    expect(page.locator("#page-filters")).not_to_be_visible()
    page.locator("a.to-filters").tap()
    expect(page.locator("#page-filters")).to_be_visible()
    page.get_by_label(re.compile("^Shinzo Abe")).tap()
    page.locator(".facet[data-facet=speaker] button").tap()
    expect(page.locator(".chips")).to_contain_text("Shinzo Abe")
    expect(page.locator("#page-filters")).not_to_be_visible()
    context.close()


def test_a_word_inside_a_name_finds_it_and_a_letter_means_its_beginning(page: Page, site: str) -> None:
    page.goto(f"{site}/facet/speaker?q=treaty")
    page.get_by_label("Find a name").fill("putin")
    page.get_by_role("button", name="Find").click()
    expect(page.locator(".many .v")).to_have_text(["Vladimir Putin"])
    page.goto(f"{site}/facet/speaker?q=treaty")
    page.get_by_role("link", name="M", exact=True).click()
    expect(page.locator(".many .v")).to_have_text(["Moon Jae-in"])


def test_what_is_ticked_comes_along_through_the_alphabet(page: Page, site: str) -> None:
    page.goto(f"{site}/facet/speaker?q=treaty&order=az")
    page.get_by_label(re.compile("^Shinzo Abe")).check()
    page.get_by_role("link", name="M", exact=True).click()
    page.get_by_label(re.compile("^Moon Jae-in")).check()
    page.get_by_label("Find a name").fill("merkel")
    page.get_by_role("button", name="Find").click()
    page.get_by_label(re.compile("^Angela Merkel")).check()
    page.get_by_role("button", name="Show the results").click()
    assert sorted(args(page)["speaker"]) == ["Angela Merkel", "Moon Jae-in", "Shinzo Abe"]


def test_filters_stand_beside_every_view_of_a_query_and_keep_it(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=treaty")
    page.get_by_role("link", name="Who said it").click()
    page.evaluate("window.kept = true")
    page.get_by_label(re.compile("^Shinzo Abe")).check()
    expect(page.locator(".chips")).to_contain_text("Shinzo Abe")
    assert urlsplit(page.url).path == "/who"
    assert page.evaluate("window.kept")
    page.get_by_role("columnheader").get_by_role("link", name="First").click()
    expect(page.locator("[aria-sort=ascending]")).to_have_text(re.compile("First"))
    page.locator(".chips a", has_text="Shinzo Abe").click()
    expect(page.locator(".chips")).to_have_count(0)
    assert args(page) == {"q": ["treaty"], "by": ["first"]}


def test_up_to_five_queries_are_compared_over_time(page: Page, site: str) -> None:
    page.goto(f"{site}/over-time?q=treaty&speaker=Shinzo+Abe")
    for number, words in enumerate(("plan", "meeting", "trust"), 2):
        page.get_by_label(f"Query {number}").fill(words)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".legend li")).to_have_text(["A treaty", "B plan", "C meeting", "D trust"])
    assert args(page) == {"q": ["treaty"], "speaker": ["Shinzo Abe"], "compare": ["plan", "meeting", "trust"]}
    page.get_by_role("link", name="per 1,000 sections").click()
    expect(page.locator(".legend li")).to_have_count(4)
    page.get_by_role("combobox").fill("leaders")
    page.keyboard.press("Enter")
    expect(page.locator(".legend li").first).to_have_text("A leaders")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "on-record-over-time.csv"


@pytest.mark.parametrize(("form", "suffix"), [("Text", "txt"), ("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json")])
def test_a_section_is_cited_in_four_forms(page: Page, site: str, form: str, suffix: str) -> None:
    page.goto(f"{site}/section/meeting-1/1")
    with page.expect_download() as download:
        page.get_by_role("link", name=form, exact=True).click()
    assert download.value.suggested_filename.endswith(f".{suffix}")


def test_a_list_of_nothing_leads_out(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=treaty&speaker=Shinzo+Abe&from=1990&to=1991")
    expect(page.locator(".sorts")).to_have_count(0)
    page.locator(".ways a").first.click()
    expect(page.locator(".hit").first).to_be_visible()


def test_evidence_is_not_hidden_behind_the_bar_of_hits(page: Page, site: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site}/record/meeting-1?q=treaty")
    page.locator("a.ref").last.click()
    shown = page.locator(".evidence li:target")
    expect(shown).to_be_in_viewport()
    row, bar = shown.bounding_box(), page.locator(".hitbar").bounding_box()
    assert row
    assert bar
    assert row["y"] >= bar["y"] + bar["height"]


def test_a_reader_of_french_stays_in_french(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=treaty&ui=fr")
    page.get_by_label(re.compile("^Shinzo Abe")).check()
    expect(page.locator(".chips")).to_contain_text("Intervenant")
    page.get_by_role("link", name="Qui l’a dit").click()
    expect(page.locator(".read-as")).to_have_text("Compris ainsi\u00a0: treaty")
    page.get_by_role("link", name="Résultats").click()
    page.locator(".hit-title a").first.click()
    expect(page.locator(".hitbar")).to_contain_text("suivante")


def test_scripts_from_right_to_left_and_japanese_are_set_as_such(page: Page, site: str) -> None:
    page.goto(f"{site}/record/arabic")
    expect(page.locator("h1")).to_have_css("direction", "rtl")
    expect(page.locator(".body")).to_have_css("direction", "rtl")
    expect(page.locator(".facts")).to_have_css("direction", "ltr")
    page.goto(f"{site}/record/japanese")
    expect(page.locator(".body")).to_have_attribute("lang", "ja")
    expect(page.locator(".body")).to_have_css("line-break", "strict")


ADDRESSES = ("/", "/search?q=treaty&speaker=Shinzo+Abe", "/search?q=zzz", "/record/meeting-1?q=treaty",
             "/section/meeting-1/1", "/facet/speaker", "/facet/place?order=az", "/speaker/Shinzo%20Abe",
             "/who?q=treaty", "/over-time?q=treaty&compare=plan&unit=month", "/coverage", "/help", "/api",
             "/record/japanese", "/record/arabic", "/record/harm", "/nothing")


@pytest.mark.parametrize("width", [320, 390, 720, 1440])
def test_no_page_is_wider_than_the_window(browser: Browser, site: str, width: int) -> None:
    """320 is also what a window of 1280 leaves at a zoom of 400 per cent (WCAG 1.4.10)."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for address in ADDRESSES:
        page.goto(site + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    context.close()


def test_no_page_asks_anyone_else(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ADDRESSES[:-1]:
        page.goto(site + address)
    assert asked
    assert [url for url in asked if not url.startswith(site)] == []


def test_a_record_out_to_do_harm_runs_nothing(page: Page, site: str) -> None:
    page.on("dialog", lambda _: pytest.fail("a record ran a script"))
    for address in ("/search?q=treaty&limit=100&group=none", "/record/harm?q=treaty", "/section/harm/lead",
                    "/facet/speaker", "/who"):
        page.goto(site + address)
        assert page.locator("img").count() == 0
        assert page.locator("a[href^=javascript]").count() == 0


def test_without_a_script_each_hit_leads_to_the_next_and_the_last_to_the_first(scriptless: Page, site: str) -> None:
    page = scriptless
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site}/record/meeting-1?q=treaty")
    page.locator(".hitbar a", has_text="first").click()
    hits = page.locator("mark[id]").count()
    assert hits > 1
    for number in range(2, hits + 1):
        page.get_by_role("link", name="next hit").click()
        expect(page.locator(f"[id='hit:{number}']")).to_be_in_viewport()
        expect(page.get_by_role("link", name="next hit")).to_have_count(1)
    page.get_by_role("link", name="next hit").click()
    expect(page.locator(".hitbar")).to_be_in_viewport()
    page.go_back()
    page.get_by_role("link", name="previous hit").click()
    assert urlsplit(page.url).fragment == f"hit:{hits - 1}"


def test_a_reader_at_the_keyboard_can_pass_over_the_results_to_the_filters(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=treaty")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the filters")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("from")).to_be_focused()
    page.get_by_label(re.compile("^Shinzo Abe")).press("Space")
    expect(page.locator(".chips")).to_contain_text("Shinzo Abe")


def test_on_paper_there_are_words_and_bars_and_nothing_to_press(page: Page, site: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{site}/record/meeting-1?q=treaty")
    for name in (".section-tools", ".to-contents", ".hitbar", ".mast", ".side"):
        for each in page.locator(name).all():
            expect(each).not_to_be_visible()
    page.goto(f"{site}/search?q=treaty")
    expect(page.locator(".histogram rect.bar").first).to_be_visible()
    expect(page.locator(".sorts")).not_to_be_visible()
