"""Whether prose reports what others said and did: a readout, which has a point of its own in each paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from indexer.understanding.structure.units import Unit

WIRE = 250  # words; a release up to here that an end mark closes is one item
WHOLE = 250  # words; a statement of one voice up to here is one item, too
LONGEST = 2000  # words; prose that its title does not call a readout and that is longer is cut into groups
AS_WHOLES = frozenset({  # kinds whose prose is one voice's words, reported or not
    "condolence", "speech", "press-conference", "briefing", "interview", "debate", "written-answer", "notice"})
JOINT = frozenset({"joint-statement", "communique"})  # with a point in each paragraph, in any person
OWN = JOINT | {"statement"}  # the same where they are long
UNTOLD = frozenset({None, "news"})
_OWN_VOICE = re.compile(
    r"\b(?:I|[Ww]e|[Oo]ur(?! (?:[A-Z]|country|side|delegation|minister|state|embassy))|us|me|[Mm]y)\b")
_QUOTED = re.compile(r"[“\"][^“”\"]{0,2000}[”\"]?|‘[^‘]{12,1000}?[’'](?!\w)|^[–—-] .{0,2000}$", re.MULTILINE)
# Direct speech between dashes: "– We have few ships, – the Minister said."
DASHED = re.compile(r"[–—-] ?[^\W\d_][^\n]{10,2000}[,.!?…][”\"]? [–—-] ?[^\n.–—]{3,120}\.?$")
_REPORT = re.compile(
    r"\b(?:said|says|stat(?:ed|es)|told|tells|spoke|met|meets|held|hosted|received|visited|called|informed|briefed|not(?:ed|es)"
    r"|add(?:ed|s)|stress(?:ed|es)|explain(?:ed|s)|express(?:ed|es)|discussed|agreed|confirmed|affirmed|reaffirmed|reiterated"
    r"|(?:under|high)(?:lin|scor|light)(?:ed|es)|emphasi[sz](?:ed|es)|welcom(?:ed|es)|thank(?:ed|s)|congratulated|conveyed"
    r"|proposed|suggested|invited|offered|asked|requested|urged|pledged|promised|assured|replied|responded|recalled|pointed"
    r"|concurred|shared|exchanged|reviewed|commended|appreciated|praised|condemned|decided|announc(?:ed|es)|undertook"
    r"|touched|paid|raised|drew|looked|hoped|wished|concluded|signed|attended|took|described|outlined|warned|insisted"
    r"|argued|reminded|voiced|extended|regretted|opened|chaired|launched|focused|covered|dealt|listened|congratulates"
    r"|agrees?|informs|assures|briefs|reminds|proposes|invites|praises|condemns|urges|repl(?:y|ies)|responds|recalls|reviews"
    r"|commends|describes|promises|reiterates|reaffirms|confirms|outlines|regrets|points|pledges|warns|insists|calls|discuss"
    r"|discusses|touch|take|takes|sign|signs|stress|will|scheduled|expected|meet|thank|welcome|hosts|holds|visits|receives|attends|requests)\b")


def is_readout(units: Sequence[Unit], kind_of: Callable[[], str | None], *, closed: bool) -> bool:
    """True for prose in the third person that tells who met and what each said, in two paragraphs or more.

    `kind_of` gives what title and head tell; `closed` where an end mark of the wire closes the release: such a
    short one is a single item. Quotations may be in any person.
    """
    words = sum(unit.words for unit in units)
    if len(units) < 2 or (closed and words <= WIRE):
        return False
    text = "\n".join(unit.text for unit in units)
    if words <= LONGEST and kind_of() in (OWN if words > WHOLE else JOINT):
        return True
    if len(_OWN_VOICE.findall(_QUOTED.sub(" ", text))) * 100 > words:
        return False
    kind = kind_of()
    if kind in AS_WHOLES or (kind in UNTOLD and words > LONGEST):
        return False
    telling = [unit for unit in units if unit.words > 8]
    return sum(_REPORT.search(unit.text) is not None for unit in telling) * 2 >= len(telling) > 0
