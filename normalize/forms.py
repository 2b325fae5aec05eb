"""The form that text has at a place of the tree: bold, centred, a link, a heading; from tags, styles and classes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"))
_ITALIC = frozenset(("i", "em"))
_FRAMES = frozenset(("figure", "table"))
_FORMED = _HEADINGS | _BOLD | _ITALIC | _FRAMES | frozenset(("a", "center", "figcaption", "caption"))
_ALIGNED = re.compile(r"(?<![\w-])text-align\s*:\s*(\w+)", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NORMAL_WEIGHT = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"(?<![\w-])font-style\s*:\s*italic", re.IGNORECASE)
SHORT = 300
"""Characters of style and names up to which what they say is remembered."""


@dataclass(slots=True)
class Form:
    """What is in force at a place of the tree. Never changed; not frozen, because that makes it take thrice as long."""

    bold: bool = False
    italic: bool = False
    linked: bool = False
    centred: bool = False
    right: bool = False
    caption: bool = False
    kind: str = "paragraph"
    marker: str = ""
    list_id: int = 0
    frame: HtmlElement | None = None


@dataclass(frozen=True, slots=True)
class _Look:
    """What an element adds to the form around it; None: nothing."""

    bold: bool | None
    italic: bool
    centred: bool | None
    right: bool | None
    caption: bool


_NO_LOOK = _Look(bold=None, italic=False, centred=None, right=None, caption=False)


def form_inside(element: HtmlElement, tag: str, form: Form) -> Form:
    """The form of the text in an element. The pages of a site use the same few again and again."""
    get = element.get
    style, align, class_, id_ = get("style") or "", get("align") or "", get("class"), get("id")
    names = f"{class_} {id_}".lower() if class_ or id_ else ""
    if tag not in _FORMED and not (style or align or (names and _may_tell(names))):
        return form
    short = len(style) + len(align) + len(names) < SHORT
    look = (_look if short else _look.__wrapped__)(tag, style, align, names)
    if tag not in _FORMED and look is _NO_LOOK:
        return form
    return Form(
        bold=form.bold if look.bold is None else look.bold,
        italic=form.italic or look.italic,
        linked=form.linked or tag == "a",
        centred=form.centred if look.centred is None else look.centred,
        right=form.right if look.right is None else look.right,
        caption=form.caption or look.caption,
        kind="heading" if tag in _HEADINGS else form.kind,
        marker=form.marker,
        list_id=form.list_id,
        frame=element if tag in _FRAMES else form.frame,
    )


def _may_tell(names: str) -> bool:
    """Whether classes and ids can say anything of a form: those of most elements can't."""
    return "align" in names or "text-" in names or "caption" in names or "chuthich" in names


def item_form(parent: HtmlElement, number: int, list_id: int, form: Form) -> Form:
    """The form of a list's item."""
    marker = f"{_number(parent, number)}. " if parent.tag == "ol" else "- "
    return Form(
        form.bold, form.italic, form.linked, form.centred, form.right, form.caption, "item", marker, list_id, form.frame
    )


@lru_cache(maxsize=4096)
def _look(tag: str, style: str, align: str, names: str) -> _Look:
    heavy = tag in _BOLD or _BOLD_STYLE.search(style) is not None
    look = _Look(
        bold=False if _NORMAL_WEIGHT.search(style) else heavy or None,
        italic=tag in _ITALIC or _ITALIC_STYLE.search(style) is not None,
        centred=_aligned("center", style, names, said=tag == "center" or align.lower() == "center"),
        right=_aligned("right", style, names, said=align.lower() == "right"),
        caption=tag in ("figcaption", "caption") or "caption" in names or "chuthich" in names,
    )
    return _NO_LOOK if look == _NO_LOOK else look


def _aligned(side: str, style: str, names: str, *, said: bool) -> bool | None:
    styled = _ALIGNED.search(style)
    if styled:
        return styled[1].lower() == side
    return said or f"text-{side}" in names or f"align{side}" in names.replace("-", "") or None


def _number(parent: HtmlElement, number: int) -> int:
    given = parent.get("start") or ""
    start = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else None
    if parent.get("reversed") is not None:
        return (sum(1 for _ in parent.iterchildren("li")) if start is None else start) + 1 - number
    return number + (start or 1) - 1
