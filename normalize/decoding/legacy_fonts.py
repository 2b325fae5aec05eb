"""Infer encodings from fonts: .VnTime and the like mean TCVN3, VNI-Times and the like mean VNI."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from normalize.decoding.legacy_tables import TCVN3, VNI

_FAMILY = re.compile(r"font(?:-family)?\s*:([^;}]*)", re.IGNORECASE)
_FIRST = re.compile(r"(?<![\w.-])(\.vn\w[\w ]*|vni-[\w-]+|wingdings[\w ]*|symbol)", re.IGNORECASE)
_PARTS = tuple(map(re.compile, (r"\.vn", "vni-", "wingdings", "symbol")))
_TELLING = re.compile(r"\.vn[a-z]|vni-", re.IGNORECASE)
_LAST_NAME = re.compile(r"([.]?[\w-]+)\s*$")


@dataclass(frozen=True, slots=True)
class Font:
    """The encoding and the look that a font gives to the text in it."""

    encoding: str | None = None
    """None for an ordinary font, or where no font is named."""
    capitals: bool = False
    """Its small letters look like capitals (.VnTimeH)."""
    signs: bool = False
    """No letters at all (Wingdings)."""


ORDINARY = Font()


def font_of(value: str) -> Font:
    """Return the font that a face attribute or a font declaration names first."""
    first = value.split(",", 1)[0]
    found = _FIRST.search(first)
    if not found:
        return ORDINARY
    name = found.group().strip().lower()
    if name.startswith(".vn"):
        return Font(TCVN3, capitals=name.split()[0].endswith("h"))
    return Font(VNI) if name.startswith("vni-") else Font(signs=True)


def names_old_font(text: str) -> bool:
    """Decide whether a style, a face or a stylesheet may name a font that is not an ordinary one.

    Only places with a part of such a name are read: stylesheets are long, and the full pattern would try each of their
    letters.
    """
    lower = text.lower()
    return any(_FIRST.match(lower, found.start()) for part in _PARTS for found in part.finditer(lower))


@dataclass(slots=True)
class Fonts:
    """The fonts that one page's own stylesheet gives to classes (".MsoNormal") and tags."""

    by_name: dict[str, Font] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: HtmlElement) -> Fonts:
        """Read the page's style elements; of a selector, only the last name is used."""
        fonts = cls()
        for sheet in (str(style.text or "") for style in tree.iter("style")):
            if _TELLING.search(sheet):
                for rule in sheet.split("}"):
                    fonts._read(*rule.rpartition("{")[::2])
        return fonts

    def _read(self, selectors: str, declarations: str) -> None:
        family = _FAMILY.search(declarations)
        names = (_LAST_NAME.search(selector[-200:]) for selector in selectors.split(",")) if family else ()
        self.by_name |= {name.group(1).lower(): font_of(family.group(1)) for name in names if name and family}

    def on(self, element: HtmlElement, inherited: Font) -> Font:
        """Return the font of an element: by its own attributes, its classes, its tag, else the elements around it."""
        style, face = element.get("style"), element.get("face")
        family = _FAMILY.search(style) if style else None
        if family:
            return font_of(family.group(1))
        if face:
            return font_of(face)
        if not self.by_name:
            return inherited
        classes = (f".{name}" for name in (element.get("class") or "").lower().split())
        named = (self.by_name[name] for name in (*classes, str(element.tag)) if name in self.by_name)
        return next(named, inherited)
