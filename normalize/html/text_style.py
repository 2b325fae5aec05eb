"""Read the form of text at a place of the tree: bold, centred, a link, a heading; from tags, styles and classes."""

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
_WHOLE = re.compile(r"-?[0-9]{1,5}")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
SHORT = 300
"""Characters of style and names up to which the result is cached."""


@dataclass(slots=True)
class Form:
    """The form in force at one place of the tree.

    Never changed; not frozen, because frozen ones take thrice as long to make.
    """

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
    """The form that an element adds to the one around it; None: nothing."""

    bold: bool | None
    italic: bool
    centred: bool | None
    right: bool | None
    caption: bool


_NO_LOOK = _Look(bold=None, italic=False, centred=None, right=None, caption=False)


def form_inside(element: HtmlElement, tag: str, form: Form) -> Form:
    """Return the form of the text in an element, cached: the pages of a site use few forms."""
    style = align = names = ""
    if has := element.keys():  # asking for one attribute takes twice as long as reading the names of all
        get = element.get
        style = (get("style") or "") if "style" in has else ""
        align = (get("align") or "") if "align" in has else ""
        class_ = get("class") if "class" in has else None
        id_ = get("id") if "id" in has else None
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
    """Decide whether classes and ids can say anything of a form: those of most elements can't."""
    return "align" in names or "text-" in names or "caption" in names or "chuthich" in names


def item_form(parent: HtmlElement, item: HtmlElement, number: int, list_id: int, form: Form) -> Form:
    """Return the form of a list's item; `number` is its ordinal."""
    marker = "- "
    if parent.tag == "ol":
        kind = (_attribute(item, "type") or _attribute(parent, "type") or "1").strip()
        marker = f"{_counted(number, kind)}. "
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


def ordinal(parent: HtmlElement, item: HtmlElement, before: int | None) -> int:
    """Return the number of a list's item as browsers count: by `start`, `reversed` and `value`.

    `before` is the number of the previous item; None for the first item.
    """
    if (said := _whole(_attribute(item, "value"))) is not None:
        return said
    backwards = _attribute(parent, "reversed") is not None
    if before is not None:
        return before - 1 if backwards else before + 1
    first = _whole(_attribute(parent, "start"))
    return first if first is not None else len(parent.findall("li")) if backwards else 1


def _attribute(element: HtmlElement, name: str) -> str | None:
    """Return an attribute as `get` does; in a third of the time where the element has none, as most items have none."""
    return element.get(name) if element.keys() else None


def _whole(text: str | None) -> int | None:
    if not text:
        return None
    found = _WHOLE.fullmatch(text.strip())
    return int(found[0]) if found else None


def _counted(value: int, kind: str) -> str:
    if kind in ("a", "A") and value > 0:
        letters = ""
        while value:
            value, rest = divmod(value - 1, 26)
            letters = chr(ord(kind) + rest) + letters
        return letters
    if kind in ("i", "I") and 0 < value < 4000:
        roman = ""
        for worth, sign in _ROMAN:
            roman += sign * (value // worth)
            value %= worth
        return roman.lower() if kind == "i" else roman
    return str(value)
