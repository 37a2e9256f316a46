"""HTML pages: the item's own words and structure, without what surrounds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.format_files import check_layout, kinds, read_all, read_one, texts, write

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Talks on Fisheries | Ministry of the Sea</title><link rel="canonical" href="https://sea.example/talks">
<meta property="og:site_name" content="Ministry of the Sea"><script>var x = "<p>no</p>";</script></head><body>
<a href="#c" class="skip-link">Skip to main content</a>
<header><a href="/">Ministry of the Sea</a><form><input></form></header>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<div class="breadcrumbs"><a href="/">Home</a> &gt; <a href="/news">News</a> &gt; <span>Talks</span></div>
%s
<footer><p>All rights reserved. Privacy. Accessibility.</p></footer></body></html>"""
BODY = """<h1>Talks on Fisheries</h1><p class="date">May 3, 2019</p>
<figure><img alt="x"><figcaption>The ministers (photo 1)</figcaption></figure>
<p>On May 3 the ministers of the two countries met in Bergen and spoke of herring.</p>
<h2>1. Opening</h2><p>(1) The minister welcomed his guest.</p><p>(2)&nbsp;The guest thanked him.</p>
<ol start="3"><li>First<ol type="a"><li>Inner</li></ol></li><li>Second</li></ol><ul><li>Point</li>
<li>(1) Numbered itself</li></ul>
<blockquote><p>Quoted words.</p></blockquote><p><strong>Next meeting</strong><br>They will meet again.</p>
<table><tr><th>Country</th><th>Boats</th></tr><tr><td>A</td><td>12</td></tr></table>"""


def test_a_page_gives_its_item_alone(tmp_path: Path) -> None:
    record = read_one(tmp_path, "a.html", PAGE % f"<main>{BODY}</main>")
    assert kinds(record) == [
        ("heading", "Talks on Fisheries"),
        ("paragraph", "May 3, 2019"),
        ("caption", "The ministers (photo 1)"),
        ("paragraph", "On May 3 the ministers of the two countries met in Bergen and spoke of herring."),
        ("heading", "1. Opening"),
        ("paragraph", "(1) The minister welcomed his guest."),
        ("paragraph", "(2) The guest thanked him."),
        ("item", "3. First"),
        ("item", "a. Inner"),
        ("item", "4. Second"),
        ("item", "- Point"),
        ("item", "(1) Numbered itself"),
        ("quote", "Quoted words."),
        ("paragraph", "Next meeting"),
        ("paragraph", "They will meet again."),
        ("paragraph", "Country | Boats"),
        ("paragraph", "A | 12"),
    ]
    assert [record.text[b.start:b.end] for b in record.blocks if b.strong] == ["Next meeting"]
    check_layout(record)


def test_the_head_gives_the_fields(tmp_path: Path) -> None:
    given = read_one(tmp_path, "a.html", PAGE % f"<main>{BODY}</main>").given
    assert (given.title, given.publisher, given.language) == ("Talks on Fisheries", "Ministry of the Sea", "en")
    assert (given.source_url, given.breadcrumb) == ("https://sea.example/talks", "Home > News > Talks")


def test_a_page_that_names_no_main_part_gives_the_same(tmp_path: Path) -> None:
    plain = texts(read_one(tmp_path, "a.html", PAGE % f"<div id='wrap'><div class='c2'>{BODY}</div></div>"))
    assert plain == texts(read_one(tmp_path, "b.html", PAGE % f"<main>{BODY}</main>"))


def test_an_old_page_without_closing_tags_is_read(tmp_path: Path) -> None:
    page = (
        "<HTML><HEAD><TITLE>Speech -- On Lighthouses -- 3 May 1998</TITLE></HEAD><BODY><TABLE><TR><TD><B><FONT "
        "SIZE=+2>Remarks by "
        "Ann Example<BR></FONT>At the Harbour Club, Bergen<BR>May 3, 1998</B></TD></TR></TABLE><P><FONT "
        "SIZE=+1>On Lighthouses</FONT>"
        "<P>It is a pleasure to be here among the keepers of the lights of this coast.<P><B>The first "
        "light</B><BR>It was lit in 1655."
        "<P><A HREF='#top'>Return to top</A></BODY></HTML>"
    )
    record = read_one(tmp_path, "a.htm", page)
    assert record.given.title == "On Lighthouses"
    assert texts(record) == [
        "Remarks by Ann Example",
        "At the Harbour Club, Bergen",
        "May 3, 1998",
        "On Lighthouses",
        "It is a pleasure to be here among the keepers of the lights of this coast.",
        "The first light",
        "It was lit in 1655.",
    ]
    assert [block.strong for block in record.blocks] == [True, True, True, False, False, True, False]


def test_lines_near_the_title_stay_in_their_order_and_are_fields(tmp_path: Path) -> None:
    body = (
        "<main><p class='article__time'>July 10, 2007</p><h3 class='title'>Expectations and Forecasts</h3><p "
        "class='speaker'>Chair Ann "
        "Example</p><p class='location'>At a workshop in Cambridge</p><ul class='share'><li><a "
        "href='/s'>Share</a></li></ul>"
        f"<p>{'Words of the speech follow here. ' * 10}</p></main>"
    )
    record = read_one(tmp_path, "a.html", PAGE % body)
    assert texts(record)[:4] == [
        "July 10, 2007",
        "Expectations and Forecasts",
        "Chair Ann Example",
        "At a workshop in Cambridge",
    ]
    assert record.given.speaker == ("Chair Ann Example",)
    assert (record.given.place, record.given.published) == ("At a workshop in Cambridge", "July 10, 2007")


def test_preformatted_pages_have_paragraphs_by_indent(tmp_path: Path) -> None:
    page = (
        "<html><head><title>The Record, Volume 3</title></head><body><pre>\n[Record Volume 3]\n[Senate]\n\n     "
        "                  "
        "ON LIGHTHOUSES\n\n  Ms. HALL. Mr. President, it is with great pleasure that I rise\ntoday to thank the "
        "keepers of our lights.\n"
        "  They have earned it in the long years that they have spent\non the rocks.\n  The PRESIDING OFFICER. "
        "Without objection.\n"
        "</pre></body></html>"
    )
    record = read_one(tmp_path, "a.htm", page)
    assert record.given.title == "ON LIGHTHOUSES"
    assert texts(record)[2:] == [
        "ON LIGHTHOUSES",
        "Ms. HALL. Mr. President, it is with great pleasure that I rise today to thank the keepers of our lights.",
        "They have earned it in the long years that they have spent on the rocks.",
        "The PRESIDING OFFICER. Without objection.",
    ]
    assert [block.line for block in record.blocks][3:] == [7, 9, 11]


def test_a_footnote_mark_does_not_stick_to_a_word(tmp_path: Path) -> None:
    record = read_one(
        tmp_path,
        "a.html",
        PAGE % '<main><p>Prices rose<sup><a href="#fn1">1</a></sup> on the 5<sup>th</sup>.</p></main>',
    )
    assert record.text == "Prices rose[1] on the 5th."


def test_words_in_neighbouring_cells_and_lines_do_not_stick_together(tmp_path: Path) -> None:
    record = read_one(
        tmp_path,
        "a.html",
        PAGE % "<main><div>One</div><div>Two<br/>Three</div><dl><dt>From:</dt><dd>Office</dd></dl></main>",
    )
    assert texts(record) == ["One", "Two", "Three", "From: Office"]


def test_a_hidden_element_is_not_read(tmp_path: Path) -> None:
    record = read_one(
        tmp_path, "a.html", PAGE % "<main><p>Seen.</p><p hidden>No.</p><p style='display: none'>No.</p></main>"
    )
    assert record.text == "Seen."


def test_linked_data_gives_publication_and_title(tmp_path: Path) -> None:
    page = (
        '<html><head><script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": '
        '"NewsArticle", '
        '"headline": "H", "datePublished": "2020-02-03", "publisher": {"@type": "Organization", "name": '
        '"Office"}}]}</script></head>'
        "<body><main><h1>Talks</h1><p>Words.</p></main></body></html>"
    )
    given = read_one(tmp_path, "a.html", page).given
    assert (given.published, given.publisher, given.title) == ("2020-02-03", "Office", "Talks")


@pytest.mark.parametrize("encoding", ["windows-1252", "shift_jis", "utf-8"])
def test_the_declared_encoding_counts(tmp_path: Path, encoding: str) -> None:
    words = "Café — naïve" if encoding != "shift_jis" else "日本の外務大臣"
    page = (f'<html><head><meta http-equiv="Content-Type" content="text/html; '
            f'charset={encoding}"></head><body><p>{words}</p></body></html>')
    assert read_one(tmp_path, "a.html", page.encode(encoding)).text == words


def test_a_page_of_links_is_named(tmp_path: Path) -> None:
    records, problems = read_all(
        write(
            tmp_path,
            "a.html",
            "<html><body><ul><li><a href='/a'>One</a></li><li><a href='/b'>Two</a></li></ul></body></html>",
        )
    )
    assert records == []
    assert problems[0].severity == "empty"


def test_unclosed_tags_to_any_depth_are_read(tmp_path: Path) -> None:
    record = read_one(tmp_path, "a.html", "<html><body>" + "<font><b>" * 3000 + "<p>Words." + "<p>More." * 50)
    assert texts(record)[0] == "Words."
    assert len(record.blocks) == 51


def test_scanned_lines_in_a_paragraph_each_are_joined(tmp_path: Path) -> None:
    lines = [
        "The survey of the river mouth was begun in the spring and",
        "it went on through the summer, as the ministers had",
        "agreed in Bergen. It was led by the two institutes.",
    ] * 6
    record = read_one(
        tmp_path, "a.html", "<html><body><main>" + "".join(f"<p>{line}</p>" for line in lines) + "</main></body></html>"
    )
    assert "begun in the spring and it went on" in record.text
    assert len(record.blocks) < 10


def test_both_generations_of_pages_give_title_and_head(shared: Path) -> None:
    records, problems = read_all(shared / "corpora" / "us-fed-speeches-html" / "html")
    assert problems == []
    assert len(records) == 53
    assert all(record.given.title and not record.given.title.startswith("FRB") for record in records)
    for record in records:
        check_layout(record)
        assert "Return to top" not in record.text


def test_the_day_between_a_title_and_the_article_below_it_is_kept(tmp_path: Path) -> None:
    words = "<p>" + "The Ministers spoke of rivers and of fish for a long while. " * 12 + "</p>"
    record = read_one(tmp_path, "a.html", "<html><head><title>Talks in Lima</title></head><body><nav><a>Home</a></nav>"
                      f"<h1>Talks in Lima</h1><div>January 11, 2023</div><article>{words}</article></body></html>")
    assert texts(record)[:2] == ["Talks in Lima", "January 11, 2023"]


def test_words_of_neighbouring_spans_that_a_style_sheet_sets_apart_do_not_stick_together(tmp_path: Path) -> None:
    page = ("<body><main><h1>Minister meets colleague</h1><div><span>Press release</span><time>6 May 2022</time></div>"
            "<p>The <span>M</span><span>inister</span> met her colleague from the north of the land.</p></main></body>")
    assert texts(read_one(tmp_path, "a.html", page))[1:] == [
        "Press release 6 May 2022", "The Minister met her colleague from the north of the land."]


def test_a_summary_heads_what_a_click_unfolds(tmp_path: Path) -> None:
    page = ("<body><main><h1>Minister meets colleague</h1><p>They met in the hall of the ministry.</p>"
            "<details><summary>Fish</summary><p>They agreed on the catch of the next year.</p></details></main></body>")
    record = read_one(tmp_path, "a.html", page)
    assert ("heading", "Fish") in kinds(record)


def test_what_tells_whose_page_it_is_goes_with_the_fields(tmp_path: Path) -> None:
    page = ("<head><title>Minister meets colleague - government.no</title></head>"
            "<body><header>Government of Norway</header><main><h1>Minister meets colleague</h1>"
            "<p>They met in the hall of the ministry.</p></main></body>")
    assert read_one(tmp_path, "a.html", page).given.extra["site"] == "government.no | Government of Norway"
