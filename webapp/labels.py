"""Words for the values of fixed lists: facets, bases, precisions, modes, kinds, acts, rules."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.i18n import N_, _, ngettext

_FACETS = {
    "speaker": N_("Speaker"), "date": N_("Date"), "place": N_("Place"), "topic": N_("Topic"),
    "publisher": N_("Publisher"), "kind": N_("Kind"), "act": N_("Act"),
}
_PLURALS = {
    "speaker": N_("Speakers"), "date": N_("Dates"), "place": N_("Places"), "topic": N_("Topics"),
    "publisher": N_("Publishers"), "kind": N_("Kinds"), "act": N_("Acts"),
}
_BASES = {
    "given": N_("given by the source"), "stated": N_("stated in the text"), "inferred": N_("inferred"),
    "none": N_("not known"),
}
_PRECISIONS = {"month": N_("month only"), "year": N_("year only")}
_MODES = {"telephone": N_("by telephone"), "video": N_("by video")}
_PRESENCES = {
    "principal": N_("principal"), "attending": N_("attending"), "speaker": N_("speaker"), "sender": N_("sender"),
    "recipient": N_("recipient"), "addressed": N_("addressed"), "signatory": N_("signatory"),
}
_KINDS = {
    "condolence": N_("condolences"), "telephone-readout": N_("readout of a call"),
    "courtesy-call": N_("courtesy call"), "visit-summary": N_("summary of a visit"),
    "joint-press": N_("joint press occasion"), "press-conference": N_("press conference"),
    "briefing": N_("press briefing"), "communique": N_("communiqué"), "joint-statement": N_("joint statement"),
    "2plus2-readout": N_("readout of a 2+2 meeting"), "trilateral-readout": N_("readout of a meeting of three"),
    "multilateral-readout": N_("readout of a multilateral meeting"), "summit-readout": N_("readout of a summit"),
    "fm-readout": N_("readout of a ministers’ meeting"), "meeting-readout": N_("readout of a meeting"),
    "written-answer": N_("written answer"), "interview": N_("interview"), "debate": N_("debate"),
    "speech": N_("speech"), "notice": N_("notice"), "news": N_("news release"), "statement": N_("statement"),
}
_ACTS = {
    "stated": N_("stated"), "asked": N_("asked"), "answered": N_("answered"), "welcomed": N_("welcomed"),
    "thanked": N_("thanked"), "agreed": N_("agreed"), "proposed": N_("proposed"), "requested": N_("requested"),
    "supported": N_("supported"), "condemned": N_("condemned"), "announced": N_("announced"),
    "promised": N_("promised"), "offered": N_("offered"), "denied": N_("denied"), "opposed": N_("opposed"),
    "expressed_concern": N_("expressed concern"), "congratulated": N_("congratulated"), "other": N_("other"),
}
RULES = {
    "subject": N_("subject"), "second verb": N_("second verb"), "pronoun": N_("pronoun"), "joint": N_("joint"),
    "same subject": N_("same subject"), "change of subject": N_("change of subject"),
    "joined clause": N_("joined clause"), "relative clause": N_("relative clause"),
    "named together": N_("named together"), "side": N_("side"), "sides": N_("sides"), "turn": N_("turn"),
    "holder of the floor": N_("holder of the floor"), "passive": N_("passive"),
    "agentless passive": N_("agentless passive"), "agentless": N_("agentless"),
    "with and a participle": N_("“with” and a participle"), "style": N_("form of address"),
    "unknown person": N_("unknown person"), "quotation": N_("quotation"),
    "quotation before its speaker": N_("quotation before its speaker"),
    "joint text in the first person": N_("joint text in the first person"),
    "unlabelled words of the one who holds the floor": N_("unlabelled words of the one who holds the floor"),
    "lead": N_("first paragraphs"), "title": N_("title"), "date": N_("the field “date”"),
    "date field": N_("the field “date”"), "place": N_("the field “place”"), "place field": N_("the field “place”"),
    "field": N_("a field of the source"), "dateline": N_("dateline"), "press line": N_("line for the press"),
    "today": N_("“today” in the text"), "yesterday": N_("“yesterday” in the text"),
    "day before yesterday": N_("“the day before yesterday” in the text"),
    "day of this month": N_("a day “of this month” in the text"),
    "weekday": N_("a weekday in the text"), "file name": N_("file name"), "url": N_("address"),
    "mode": N_("how it was held"), "visiting": N_("a visit in progress"), "visited": N_("a visit paid"),
    "aboard": N_("aboard"), "speech": N_("words of the speech"), "default place": N_("default of the source"),
    "attendance": N_("list of those present"), "list": N_("list"), "body": N_("body of the text"),
    "label": N_("label before a turn"), "byline": N_("byline"), "role alone": N_("office without a name"),
    "office in the title": N_("office in the title"), "office on that day": N_("office held on that day"),
    "speaks in the text": N_("speaks in the text"), "acts in the text": N_("acts in the text"),
    "met in the text": N_("met in the text"),
    "we": N_("“we”"),
    "item of a list": N_("item of a list"),
    "apposition": N_("apposition"),
    "to which": N_("“to which”"),
    "for which": N_("“for which”"),
    "on which": N_("“on which”"),
    "with which": N_("“with which”"),
    "about which": N_("“about which”"),
    "of which": N_("“of which”"),
    "answer without a label": N_("answer without a label"),
    "description": N_("description of a person"),
    "signature": N_("signature"),
    "in parenthesis": N_("in parenthesis"),
    "relative passive": N_("passive in a relative clause"),
    "is sent a message": N_("the one to whom a message is sent"),
    "sends a message": N_("the one who sends a message"),
    "counterpart": N_("counterpart"),
    "initials of a role": N_("initials of an office"),
    "speaks to a participant": N_("speaks to a participant"),
    "according to": N_("“according to”"),
    "the latter": N_("“the latter”"),
    "the former": N_("“the former”"),
    "it was": N_("“it was”"),
    "the others": N_("“the others”"),
    "participle": N_("participle"),
    "quotation above its source": N_("quotation above its source"),
    "heading": N_("heading"),
    "author": N_("author"),
    "event name": N_("name of the event"),
    "somebody's words": N_("somebody’s words"),
    "in somebody's view": N_("in somebody’s view"),
    "source of a quotation": N_("source of a quotation"),
    "closing": N_("closing lines"),
    "likewise": N_("“likewise”"),
    "announcement": N_("announcement"),
    "interviewer": N_("interviewer"),
    "says who it is": N_("says who it is"),
    "verb left out": N_("verb left out"),
    "name before a quotation": N_("name before a quotation"),
    "house": N_("a house’s name"),
    "earlier meeting": N_("earlier meeting"),
}


def facet_label(name: str) -> str:
    return _of(_FACETS, name, name)


def facet_plural(name: str) -> str:
    return _of(_PLURALS, name, name)


def facet_count(name: str, number: int) -> str:
    """So many values of a facet: `370 speakers`."""
    match name:
        case "speaker":
            return ngettext("%(num)s speaker", "%(num)s speakers", number)
        case "place":
            return ngettext("%(num)s place", "%(num)s places", number)
        case "topic":
            return ngettext("%(num)s topic", "%(num)s topics", number)
        case _:
            return ngettext("%(num)s value", "%(num)s values", number)


def basis_label(basis: str | None) -> str:
    return _of(_BASES, basis or "none", basis or "")


def precision_label(precision: str | None) -> str:
    """What a date leaves open; empty where it is a day."""
    return _of(_PRECISIONS, precision, "")


def mode_label(mode: str | None) -> str:
    return _of(_MODES, mode, "")


def presence_label(presence: str | None) -> str:
    return _of(_PRESENCES, presence, presence or "")


def kind_label(kind: str | None) -> str:
    """A kind in words; one that is not known here is shown as it is, its hyphens as spaces."""
    return _of(_KINDS, kind, _as_words(kind))


def act_label(act: str | None) -> str:
    """What a statement does, in words: `expressed_concern` as "expressed concern"."""
    return _of(_ACTS, act, _as_words(act))


def rule_label(rule: str | None) -> str:
    """The rule that told, in words; of a rule with additions each part (`subject, second verb`)."""
    return ", ".join(_of(RULES, part, _as_words(part)) for part in (rule or "").split(", "))


def _of(words: Mapping[str, str], key: str | None, other: str) -> str:
    found = words.get(key or "")
    return _(found) if found else other


def _as_words(key: str | None) -> str:
    return (key or "").replace("-", " ").replace("_", " ")
