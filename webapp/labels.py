"""Words for the values of fixed lists: facets, bases, precisions, modes."""

from __future__ import annotations

from webapp.i18n import _


def facet_label(name: str) -> str:
    return {
        "speaker": _("Speaker"), "date": _("Date"), "place": _("Place"), "topic": _("Topic"),
        "publisher": _("Publisher"), "kind": _("Kind"), "act": _("Act"),
    }.get(name, name)


def facet_plural(name: str) -> str:
    return {
        "speaker": _("Speakers"), "date": _("Dates"), "place": _("Places"), "topic": _("Topics"),
        "publisher": _("Publishers"), "kind": _("Kinds"), "act": _("Acts"),
    }.get(name, name)


def basis_label(basis: str | None) -> str:
    return {
        "given": _("given by the source"), "stated": _("stated in the text"), "inferred": _("inferred"),
        "none": _("not known"),
    }.get(basis or "none", basis or "")


def precision_label(precision: str | None) -> str:
    """What a date leaves open; empty where it is a day."""
    return {"month": _("month only"), "year": _("year only")}.get(precision or "", "")


def mode_label(mode: str | None) -> str:
    return {"telephone": _("by telephone"), "video": _("by video")}.get(mode or "", "")


def presence_label(presence: str | None) -> str:
    return {
        "principal": _("principal"), "attending": _("attending"), "speaker": _("speaker"), "sender": _("sender"),
        "recipient": _("recipient"), "addressed": _("addressed"), "signatory": _("signatory"),
    }.get(presence or "", presence or "")


def kind_label(kind: str | None) -> str:
    """A kind in words; one that is not known here is shown as it is, its hyphens as spaces."""
    return {
        "condolence": _("condolences"), "telephone-readout": _("readout of a call"),
        "courtesy-call": _("courtesy call"), "visit-summary": _("summary of a visit"),
        "joint-press": _("joint press occasion"), "press-conference": _("press conference"),
        "briefing": _("press briefing"), "communique": _("communiqué"), "joint-statement": _("joint statement"),
        "2plus2-readout": _("readout of a 2+2 meeting"), "trilateral-readout": _("readout of a meeting of three"),
        "multilateral-readout": _("readout of a multilateral meeting"), "summit-readout": _("readout of a summit"),
        "fm-readout": _("readout of a ministers’ meeting"), "interview": _("interview"), "debate": _("debate"),
        "speech": _("speech"), "notice": _("notice"), "news": _("news release"), "statement": _("statement"),
    }.get(kind or "", _as_words(kind))


def act_label(act: str | None) -> str:
    """What a statement does, in words: `expressed_concern` as "expressed concern"."""
    return {
        "stated": _("stated"), "asked": _("asked"), "answered": _("answered"), "welcomed": _("welcomed"),
        "thanked": _("thanked"), "agreed": _("agreed"), "proposed": _("proposed"), "requested": _("requested"),
        "supported": _("supported"), "condemned": _("condemned"), "announced": _("announced"),
        "promised": _("promised"), "offered": _("offered"), "denied": _("denied"), "opposed": _("opposed"),
        "expressed_concern": _("expressed concern"), "congratulated": _("congratulated"), "other": _("other"),
    }.get(act or "", _as_words(act))


def _as_words(key: str | None) -> str:
    return (key or "").replace("-", " ").replace("_", " ")
