"""The HTML of a page in a portal's dialect: classes or none, tables, definition lists, elements of HTML 5, capitals."""

from __future__ import annotations

import hashlib
import html
import random
import re
import unicodedata
from collections.abc import Callable, Iterable

from tests.unseen.generator.plans import Plan

_SYLLABLES = [c + v for c in "bcdghklmnprstvx" for v in "aeiou"]
_SEMANTIC = {"menu": "nav", "side": "aside", "foot": "footer", "top": "header", "story": "article", "main": "main"}
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
_ATTRIBUTE = re.compile(r"\s([a-z-]+)=")


class Writer:
    """Writes the parts of one page. `href` spells the links that it holds."""

    def __init__(self, seed: str, plan: Plan, page: str, href: Callable[[str], str]) -> None:
        self._seed, self._plan, self._page, self._href = seed, plan, page, href

    def text(self, words: str) -> str:
        """Escape a text, in the portal's way of writing Vietnamese."""
        if self._plan.text == "nfd":
            words = unicodedata.normalize("NFD", words)
        escaped = html.escape(words, quote=False)
        if self._plan.text == "entities":
            escaped = escaped.encode("ascii", "xmlcharrefreplace").decode()
        return escaped

    def link(self, target: str, words: str) -> str:
        return f'<a href="{self._href(target)}">{self.text(words)}</a>'

    def named(self, role: str) -> str:
        """Class attribute of a role, or nothing."""
        match self._plan.naming:
            case "stable":
                return f' class="{_invented(f"{self._seed} {role}")}"'
            case "prefix":
                return f' class="{_invented(f"{self._seed} {role}")}_{_hash(self._page + role)}"'
            case "page":
                return f' class="css-{_hash(self._page + role)}"'
        return ""

    def block(self, role: str, *parts: str) -> str:
        """Put parts into a box."""
        inner, name = "\n".join(part for part in parts if part), self.named(role)
        match self._plan.markup:
            case "tables":
                width = ' width="100%" cellpadding="0"'
                return f"<table{width}{name}><tbody><tr><td>{inner}</td></tr></tbody></table>"
            case "html5":
                tag = _SEMANTIC.get(role, "section" if role in {"box", "related", "list"} else "div")
                return f"<{tag}{name}>{inner}</{tag}>"
        return f"<div{name}>{inner}</div>"

    def heading(self, words: str) -> str:
        tag = {"tables": "b", "html5": "h3", "dl": "h4", "bare": "strong"}.get(self._plan.markup, "h4")
        heading = f"<{tag}>{self.text(words)}</{tag}>"
        return heading if tag.startswith("h") else f"<div>{heading}</div>"

    def lines(self, role: str, heading: str, items: Iterable[str]) -> str:
        """Put a heading and lines of HTML into a box."""
        head, name = self.heading(heading) if heading else "", self.named(role + "-line")
        match self._plan.markup:
            case "tables":
                rows = "".join(f"<tr><td{name}><img src='/i/dot.gif'> {item}</td></tr>" for item in items)
                return self.block(role, head, f"<table>{rows}</table>")
            case "dl":
                rows = "".join(f"<dd{name}>{item}</dd>" for item in items)
                return self.block(role, f"<dl><dt>{self.text(heading)}</dt>{rows}</dl>")
            case "html5":
                return self.block(role, head, f"<ul>{''.join(f'<li{name}>{item}</li>' for item in items)}</ul>")
        return self.block(role, head, *(f"<div{name}>{item}</div>" for item in items))

    def page(self, title: str, head: str, top: str, main: str, left: str, right: str, foot: str) -> str:
        """Put a page together."""
        base = '<base href="/cong/">' if self._plan.links == "base" else ""
        match self._plan.markup:
            case "tables":
                cells = [f'<td width="200" valign="top">{side}</td>' if side else "" for side in (left, right)]
                middle = f"<table><tr><td><table><tr><td>{main}</td></tr></table></td></tr></table>"
                row = f'<tr>{cells[0]}<td valign="top">{middle}</td>{cells[1]}</tr>'
                body = f'<center><table width="980"><tr><td colspan="3">{top}</td></tr>{row}'
                body += f'<tr><td colspan="3">{foot}</td></tr></table></center>'
            case "dl":
                parts = [f"<dd>{part}</dd>" for part in (left, main, right) if part]
                body = f"{top}<dl>{''.join(parts)}</dl>{foot}"
            case _:
                parts = [self.block("side", left) if left else "", self.block("main", main)]
                parts.append(self.block("side", right) if right else "")
                body = top + self.block("middle", *parts) + foot
        if self._plan.upper:
            body = _TAG.sub(_capitals, body)
        doctype = "<!doctype html>" if self._plan.markup in {"html5", "divs"} else ""
        return (
            f'{doctype}<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">{base}'
            f"<title>{self.text(title)}</title>{head}</head><body>{body}</body></html>"
        )


def _capitals(tag: re.Match[str]) -> str:
    attributes = _ATTRIBUTE.sub(lambda name: f" {name[1].upper()}=", tag[3])
    return f"<{tag[1]}{tag[2].upper()}{attributes}>"


def _invented(what: str) -> str:
    return "".join(random.Random(what).choices(_SYLLABLES, k=3))


def _hash(what: str) -> str:
    return hashlib.sha256(what.encode()).hexdigest()[:6]
