"""How the paragraphs of a resolution open: `Strongly condemns ...`, `Takes note of ...`, `Decides to remain ...`."""

from __future__ import annotations

import re

OPERATIVE = re.compile(
    r"(?:(?:strongly|firmly|also|further|deeply|gravely|warmly|again|solemnly|unequivocally|once again|likewise"
    r"|urgently|specifically|categorically|resolutely|moreover|additionally|highly|fully|once more|similarly|remains"
    r"|expressly|hereby),?(?: and [a-z]+)? ){0,2}"
    r"(?:(?:commend|condemn|welcom|express|request|reiterat|decid|call|urg|not|stress|reaffirm|encourag|emphasi[sz]"
    r"|underlin|underscor|recall|demand|support|appreciat|acknowledg|thank|recogni[sz]|invit|endors|adopt|appeal|direct"
    r"|approv|authori[sz]|affirm|declar|agre|resolv|regrett?|mandat|deplor|congratulat|proclaim|offer|reject|denounc"
    r"|applaud|salut|prais|insist|instruct|highlight|reaffirm|reject|propos|recommend|task|confirm|warn|remind"
    r"|entrust|exhort|elect|conven|extend|consider|pledg|vow|ask|hail|voic|conclud|reconfirm|establish|strongly urg"
    r"|advocat|assur|empower|concur|charg|convey|determin|implor|indicat|lament|mourn|observ|outlin|renew|wish)"
    r"(?:e|i)?(?:s|es|d|ed)|commit(?:s|ted)|t(?:akes|ook) (?:note|cognizance|into account)|pa(?:ys|id) tribute"
    r"|look(?:s|ed) forward|remain(?:s|ed) (?:seized|concerned)|(?:is|was|are|were) (?:deeply |gravely )?(?:concerned"
    r"|alarmed)|bears? in mind|h(?:as|ad) decided|g(?:ives|ave)|pa(?:ys|id)|stands?|undert(?:akes|ook))\b(?! by\b)",
    re.IGNORECASE)
