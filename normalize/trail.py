"""The section path of an article, from its breadcrumb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from normalize.blocks import Block
from normalize.metadata import Metadata
from normalize.text import one_line, squeezed
from seeds.platforms import find_all

_PARTS = re.compile("\u00a0|\\s*[»›>/|→]\\s*|\\s+[-–]>\\s+")
_HOME = frozenset(
    map(squeezed, ("Trang chủ", "Trang nhất", "Home", "Trang chính", "Đang ở", "Bạn đang ở", "Bạn đang xem"))
)
_TRAIL = re.compile(r"(?:Bạn đang ở:?\s*)?[\w ]{4,12}\s*[»›>/|→]", re.IGNORECASE)
_SEPARATED = re.compile(r"\s*(?:>>|»|›|→)\s*|\s+[>/]\s+")
LONGEST_STEP = 400
"""Characters, the blanks of the markup among them, in the link to the home page."""
DEEPEST = 6
"""Steps of the longest path that is taken for one."""


def section_path(
    tree: HtmlElement, selectors: tuple[str, ...], metadata: Metadata, title: str, hinted: tuple[str, ...]
) -> tuple[str, ...]:
    """The path, outermost first, without home page and headline: from the page, else as the list knew it."""
    for selector in selectors:
        for element in find_all(tree, selector)[:2]:
            path = _cleaned(_steps(element), title)
            if path:
                return path
    return _cleaned(_stated(metadata), title) or _cleaned(_by_form(tree), title) or hinted


def path_in(blocks: list[Block]) -> tuple[str, ...]:
    """The path in a line about the headline ("Kinh tế - Xã hội >> Nông nghiệp"), where no element is named so."""
    for block in blocks:
        if len(block.text) <= 120 and _SEPARATED.search(block.text) and not block.text.endswith((".", ":")):
            steps = _cleaned(_SEPARATED.split(block.text), "")
            if len(steps) > 1 and all(len(step) <= 50 and not any(map(str.isdigit, step)) for step in steps):
                return steps
    return ()


def _steps(element: HtmlElement) -> list[str]:
    links = [str(link.text_content()) for link in element.iter("a")]
    if links:
        return links
    items = [str(item.text_content()) for item in element.iter("li")]
    return items or _PARTS.split(str(element.text_content()))


def _by_form(tree: HtmlElement) -> list[str]:
    """The steps of a line that starts at the home page: "Trang chủ » Tin tức » Tin hoạt động"."""
    for link in tree.iter("a", "span"):
        parent = link.getparent()
        text = str(link.text_content())
        if parent is not None and len(text) < LONGEST_STEP and squeezed(text) in _HOME:
            line = str(parent.text_content()).strip()
            if len(line) < 300 and _TRAIL.match(line):
                return _PARTS.split(line)
    return []


def _stated(metadata: Metadata) -> Iterator[str]:
    for thing in metadata.objects:
        if thing.get("@type") == "BreadcrumbList" and isinstance(thing.get("itemListElement"), list):
            for step in thing["itemListElement"]:
                name = step.get("name") if isinstance(step, dict) else None
                if isinstance(name, str):
                    yield name


def _cleaned(steps: list[str] | Iterator[str], title: str) -> tuple[str, ...]:
    path = [one_line(step).strip(" »›>/|:-") for step in steps]
    kept = [step for step in path if step and squeezed(step) not in _HOME and squeezed(step) != squeezed(title)]
    return tuple(dict.fromkeys(kept)) if len(kept) <= DEEPEST and all(len(step) < 120 for step in kept) else ()
