"""Read what is before and behind the container of an article, and belongs to the article all the same."""

from __future__ import annotations

from itertools import islice

from lxml.html import HtmlElement

from normalize.content.attachments import hands_out
from normalize.content.captions import looks_like_caption
from normalize.content.headline import GAP
from normalize.html.blocks import Block, read_blocks
from normalize.text import words

LEVELS = 5
"""Elements above the container whose earlier children are read as well."""


def blocks_before(container: HtmlElement) -> list[Block]:
    """Return the last blocks before the container in reading order, as many as may separate it from a headline."""
    found: list[Block] = []
    for element in (container, *islice(container.iterancestors(), LEVELS)):
        if element.tag in ("body", "html"):
            break
        for sibling in element.itersiblings(preceding=True):
            if not isinstance(sibling.tag, str):
                continue
            if len(words(str(sibling.text_content()))) > 0 or next(sibling.iter("img", "amp-img"), None) is not None:
                found = [*read_blocks(sibling)[-GAP:], *found]
            if len(found) >= GAP:
                return found[-GAP:]
    return found


def elements_behind(container: HtmlElement) -> list[HtmlElement]:
    """Return the first elements behind the container, and behind its parent."""
    parent = container.getparent()
    found = [*islice(container.itersiblings(), 4)]
    if parent is not None and parent.tag not in ("body", "html"):
        found += islice(parent.itersiblings(), 4)
    return [element for element in found if isinstance(element.tag, str)]


def leads_to_documents(element: HtmlElement) -> bool:
    """Decide whether an element has links, and all of them lead to documents."""
    links = [link.get("href") or "" for link in element.iter("a")]
    return bool(links) and all(map(hands_out, links))


def pictures_in(between: list[Block]) -> list[Block]:
    """Return the pictures between headline and container, each with the line below it if that looks like a caption."""
    found: list[Block] = []
    for at, block in enumerate(between):
        pictured = at > 0 and between[at - 1].kind == "image" and block.kind != "image"
        if _is_photograph(block) or (pictured and found and looks_like_caption(block)):
            found.append(block)
    return found


def _is_photograph(block: Block) -> bool:
    """Decide whether a block is a picture and no button: it links to nothing but a picture, and is no GIF."""
    if block.kind != "image" or block.element is None:
        return False
    link = next(block.element.iterancestors("a"), None)
    address = (block.element.get("src") or block.element.get("data-src") or "").partition("?")[0].lower()
    target = (link.get("href") or "").partition("?")[0].lower() if link is not None else address
    return not address.endswith(".gif") and target.endswith((".jpg", ".jpeg", ".png", ".webp"))
