"""Read the section path of an article from its breadcrumb."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from normalize.fields.metadata import Metadata
from normalize.html.blocks import Block
from normalize.html.boilerplate_lines import is_edge_chrome
from normalize.text import one_line, squeezed, text_in
from seeds.pages.css import find_all

_ARROWS = "chevron_right|keyboard_arrow_right|navigate_next|arrow_right|arrow_forward"
"""Names of Material icons, which are plain text where their font is not loaded."""
_PARTS = re.compile(f"\u00a0|[»›>/|→]|::|{_ARROWS}|(?<=\\s)[-–]>(?=\\s)")
_HOME = frozenset(
    map(squeezed, ("Trang chủ", "Trang nhất", "Home", "Trang chính", "Đang ở", "Bạn đang ở", "Bạn đang xem"))
)
_MAY_BE_HOME = re.compile(f"[\\W_]*[{''.join({name[0] for name in _HOME})}]", re.IGNORECASE)
"""Matches the beginning of a home page's name: one letter excludes most other texts."""
_TRAIL = re.compile(rf"(?:Bạn đang ở:?\s*+)?[\w ]{{4,12}}\s*(?:[»›>/|→]|::|{_ARROWS})", re.IGNORECASE)
_CRUMBS = cast(
    "Callable[[HtmlElement], list[HtmlElement]]",
    etree.XPath("(//*/@class[contains(., 'crumb')]/.. | //*/@id[contains(., 'crumb')]/..)[.//a]"),
)
"""Selects elements named as breadcrumbs on any platform; a name without links is too little evidence."""
_SEPARATED = re.compile(r">>|[»›→]|(?<=\s)[>/](?=\s)")
LONGEST_STEP = 400
"""Characters of the link to the home page, blanks of the markup included."""
LONGEST_ENTRY = 50
"""Characters of the longest menu entry: headlines among the links are longer."""
DEEPEST = 7
"""Steps of the longest path, its headline included."""


def section_path(
    tree: HtmlElement, selectors: tuple[str, ...], metadata: Metadata, hinted: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the path, outermost section first, without the home page: as on the page, else as the list gave it."""
    for selector in selectors:
        for element in find_all(tree, selector)[:2]:
            path = _cleaned(_steps(element))
            if path:
                return path
    return _cleaned(_stated(metadata)) or _cleaned(_by_form(tree)) or _cleaned(_named(tree)) or hinted


def is_home(step: str) -> bool:
    """Decide whether a step of a path is the home page."""
    return squeezed(step) in _HOME


def without_title(path: tuple[str, ...], title: str) -> tuple[str, ...]:
    """Remove the headline from a path; many breadcrumbs end with it."""
    return tuple(step for step in path if squeezed(step) != squeezed(title))


def path_in(blocks: list[Block]) -> tuple[str, ...]:
    """Find the path in a line about the headline ("Kinh tế - Xã hội >> Nông nghiệp"), where no element is named so."""
    for block in blocks:
        if len(block.text) <= 120 and _SEPARATED.search(block.text) and not block.text.endswith((".", ":")):
            steps = _cleaned(_SEPARATED.split(block.text))
            if len(steps) > 1 and all(len(step) <= 50 and not any(map(str.isdigit, step)) for step in steps):
                return steps
    return ()


def links_on(tree: HtmlElement) -> tuple[str, ...]:
    """Return the short texts of a page's links, including its menu."""
    return tuple(text for text in map(text_in, tree.iter("a")) if len(text) < LONGEST_ENTRY)


def section_above(around: list[Block], headline: Block | None, links: tuple[str, ...]) -> tuple[str, ...]:
    """Return the line above the headline if the page's menu has it, too: the section, where no breadcrumb shows it."""
    at = next((at for at, block in enumerate(around) if block is headline), 0)
    above = next((block for block in reversed(around[:at]) if block.text), None)
    if above is None or above.linked > 0.5 or is_edge_chrome(above.text):
        return ()
    wanted = squeezed(above.text)
    return (above.text,) if wanted not in _HOME and any(squeezed(link) == wanted for link in links) else ()


def _steps(element: HtmlElement) -> list[str]:
    links = [str(link.text_content()) for link in element.iter("a")]
    if links:
        return links
    items = [str(item.text_content()) for item in element.iter("li")]
    return items or _PARTS.split(str(element.text_content()))


def _named(tree: HtmlElement) -> list[str]:
    return next((_steps(element) for element in _CRUMBS(tree)), [])


def _by_form(tree: HtmlElement) -> list[str]:
    """Return the steps of a line that starts at the home page: "Trang chủ » Tin tức » Tin hoạt động"."""
    for link in tree.iter("a", "span"):
        text = text_in(link)
        if len(text) < LONGEST_STEP and _MAY_BE_HOME.match(text) and squeezed(text) in _HOME:
            parent = link.getparent()
            line = str(parent.text_content()).strip() if parent is not None else ""
            if len(line) < 300 and _TRAIL.match(line):
                return _PARTS.split(line)
    return []


def _stated(metadata: Metadata) -> Iterator[str]:
    for thing in metadata.objects:
        if thing.get("@type") == "BreadcrumbList" and isinstance(thing.get("itemListElement"), list):
            for step in thing["itemListElement"]:
                name = step.get("name") if isinstance(step, dict) else None
                if isinstance(name, str):
                    yield unescape(name)


def _cleaned(steps: list[str] | Iterator[str]) -> tuple[str, ...]:
    path = [one_line(step).strip(" »›>/|:-") for step in steps]
    kept = [step for step in path if step and squeezed(step) not in _HOME]
    return tuple(dict.fromkeys(kept)) if len(kept) <= DEEPEST and all(len(step) < 120 for step in kept) else ()
