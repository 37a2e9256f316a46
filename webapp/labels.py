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
    """`summit-readout` as words."""
    return (kind or "").replace("-", " ").replace("_", " ")


def act_label(act: str | None) -> str:
    return kind_label(act)
