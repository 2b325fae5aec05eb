"""What the WordPress is filled with, and the gold of its posts."""

from __future__ import annotations

import html
from typing import Any

from tests.unseen.generator import stories
from tests.unseen.generator.stories import Story
from tests.unseen.generator.words import Words

POSTS = 64
HIDDEN = "Giấu kín"
"""Titles of what is not for everybody begin so."""
CATEGORIES = ("Chuyện trong bản", "Đảng với dân", "Đồng ruộng", "Trang văn nghệ")


def posts() -> list[Story]:
    """The posts that a crawl must find, the newest first."""
    made = stories.write("wordpress", len(CATEGORIES), POSTS, leads=False, pictures=True, signed=False)
    writers = _writers()
    for number, story in enumerate(made):
        story.author = writers[number % len(writers)]
    return made


def content() -> dict[str, Any]:
    """Everything: posts, pages, and what nobody may find (drafts, private posts, posts of the future, passwords)."""
    words, found = Words("wordpress"), posts()
    entries = [_entry(story) for story in found]
    for number, title in enumerate(("Giới thiệu", "Bộ máy", "Liên hệ", "Quy chế", "Sơ đồ")):
        page = Story(number, 0, title, "", [words.paragraph(3) for _ in range(3)], [], found[0].author, found[-1].when)
        entries.append(_entry(page) | {"type": "page", "comments": []})
    hidden = stories.write("hidden wordpress", 4, 6, leads=False, pictures=False, signed=False)
    ways = ["draft", "private", "future", "pending", "publish", "trash"]
    for story, status in zip(hidden, ways, strict=True):
        story.author = found[0].author
        more = {"status": status, "title": f"{HIDDEN} {story.key}"}
        if status == "publish":
            more["password"] = "bi-mat"  # noqa: S105 (it locks a made-up post)
        if status == "future":
            more["date"] = "2098-01-01 08:00:00"
        entries.append(_entry(story) | more)
    return {
        "name": "Huyện ủy Nà Thịnh",
        "motto": "Trang thông tin của Đảng bộ huyện",
        "writers": _writers(),
        "categories": CATEGORIES,
        "entries": entries,
    }


def _writers() -> list[str]:
    words = Words("writers of wordpress")
    return [words.name() for _ in range(3)]


def _entry(story: Story) -> dict[str, Any]:
    return {
        "type": "post",
        "status": "publish",
        "title": story.title,
        "content": _blocks(story),
        "date": f"{story.when:%Y-%m-%d %H:%M}:00",
        "writer": story.author,
        "category": CATEGORIES[story.section],
        "tags": story.tags,
        "comments": story.comments,
    }


def _blocks(story: Story) -> str:
    """The text as the block editor stores it."""
    captions, blocks = list(story.captions), list[str]()
    for number, paragraph in enumerate(story.paragraphs):
        blocks.append(_block("paragraph", f"<p>{html.escape(paragraph, quote=False)}</p>"))
        if number == 0 and story.items:
            items = "".join(f"<li>{html.escape(item, quote=False)}</li>" for item in story.items)
            blocks.append(_block("list", f"<ul>{items}</ul>"))
        if captions:
            caption = f'<figcaption class="wp-element-caption">{captions.pop(0)}</figcaption>'
            picture = f'<img src="/wp-content/uploads/a{story.key}-{number}.jpg" alt=""/>{caption}'
            blocks.append(_block("image", f'<figure class="wp-block-image size-large">{picture}</figure>'))
    story.captions = story.captions[: len(story.captions) - len(captions)]
    if story.rows:
        rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in story.rows)
        blocks.append(_block("table", f'<figure class="wp-block-table"><table><tbody>{rows}</tbody></table></figure>'))
    return "\n\n".join(blocks)


def _block(name: str, inner: str) -> str:
    return f"<!-- wp:{name} -->\n{inner}\n<!-- /wp:{name} -->"
