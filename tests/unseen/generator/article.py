"""The page of an article, as the portal's editors and templates would have it."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.unseen.generator.dates import written
from tests.unseen.generator.frame import Frame
from tests.unseen.generator.markup import Writer
from tests.unseen.generator.plans import Plan
from tests.unseen.generator.stories import Story

_PARAGRAPHS = {
    "p": '<p align="justify">{}</p>',
    "br": "{}<br><br>",
    "div": "<div>{}</div>",
    "font": '<p><font face="Times New Roman" size="3">{}</font></p>',
    "section": "<section><p>{}</p></section>",
    "cells": "<p>{}</p>",
    "span": '<span style="display:block">{}</span>',
}
_PICTURES = {
    "figure": '<figure><img src="{0}"><figcaption>{1}</figcaption></figure>',
    "table": '<table align="center"><tr><td><img src="{0}"></td></tr><tr><td><em>{1}</em></td></tr></table>',
    "centre": '<p align="center"><img src="{0}"></p><p align="center"><i>{1}</i></p>',
    "small": '<div align="center"><img src="{0}"><br><small>{1}</small></div>',
}
_SIGNS = {
    "right": '<p align="right"><b>{}</b></p>',
    "bold": "<p><strong>{}</strong></p>",
    "label": '<p align="right"><i>Bài và ảnh: {}</i></p>',
}
_LEADS = {
    "strong": "<p><strong>{}</strong></p>",
    "italic": "<p><em>{}</em></p>",
    "h3": "<h3>{}</h3>",
    "quote": "<blockquote>{}</blockquote>",
}
_LABELS = ("", "", "Ngày đăng: ", "Đăng lúc ", "Lên trang: ")


class ArticlePage:
    """Writes the pages of a portal's articles."""

    def __init__(self, seed: str, plan: Plan, frame: Frame) -> None:
        self._seed, self._plan, self._frame = seed, plan, frame
        chance = random.Random(f"article pages of {seed}")
        self._label = "" if plan.date == "both" else chance.choice(_LABELS)
        self._buttons_first = chance.random() < 0.5

    HEADS: tuple[str, ...] = ()
    """Headings that this make of page says beside those of the frame."""

    def main(self, story: Story, writer: Writer, crumb: str, inset: str, related: str) -> str:
        """The middle of the page. `inset` is a teaser within the text, `related` what follows it."""
        plan, when = self._plan, self._when(story, writer)
        buttons = writer.block("buttons", *(f'<a href="#">{writer.text(b)}</a>' for b in self._frame.buttons))
        buttons = buttons if self._frame.buttons else ""
        parts = [
            writer.block("crumbs", f"{writer.link('/', 'Trang nhà')} / {crumb}") if plan.crumbs else "",
            when if plan.date_place == "above" else "",
            self.headline(story, writer),
            when if plan.date_place in {"below", "views"} else "",
            writer.block("writer", f"Tác giả: {writer.text(story.author)}")
            if story.author and plan.sign == "top"
            else "",
            buttons if self._buttons_first else "",
            self.text(story, writer, inset),
            when if plan.date_place == "end" else "",
            "" if self._buttons_first else buttons,
            writer.block("tags", "Từ khóa: " + ", ".join(writer.link(f"/tim?q={tag}", tag) for tag in story.tags)),
        ]
        after = [self._comments(story, writer), related]
        if plan.apart:
            return writer.block("story", *parts) + "\n".join(after)
        return writer.block("story", *parts, *after)

    def headline(self, story: Story, writer: Writer) -> str:
        title, tag = writer.text(story.title), self._plan.headline
        when = f" <small>({written(self._plan.date, story.when)})</small>"
        tail = when if self._plan.date_place == "with-title" else ""
        if tag == "font":
            return writer.block("headline", f'<b><font size="5" color="#990000">{title}</font></b>{tail}')
        return f"<{tag}{writer.named('headline')}>{title}{tail}</{tag}>"

    def text(self, story: Story, writer: Writer, inset: str = "") -> str:
        """Lead, paragraphs, pictures, table, list, sign-off and document."""
        plan = self._plan
        apart = writer.block("lead", writer.text(story.lead)) if story.lead and plan.lead == "own" else ""
        pieces = self.pieces(story, writer, inset)
        if plan.body == "cells":
            body = "<table>" + "".join(f"<tr><td>{piece}</td></tr>" for piece in pieces) + "</table>"
        else:
            body = "\n".join(pieces)
        return apart + writer.block("text", body) + self._document(story, writer)

    def pieces(self, story: Story, writer: Writer, inset: str = "") -> list[str]:
        """The text in the order of reading: lead, paragraphs, pictures, table, list and sign-off."""
        plan, pieces, captions = self._plan, list[str](), list(story.captions)
        chance = random.Random(f"{self._seed} {story.key} pictures")
        if story.lead and plan.lead in _LEADS:
            pieces.append(_LEADS[plan.lead].format(writer.text(story.lead)))
        for n, paragraph in enumerate(story.paragraphs):
            pieces.append(_PARAGRAPHS[plan.body].format(self._cap(paragraph, writer, n)))
            if n == 0 and story.items:
                pieces.append("<ul>" + "".join(f"<li>{writer.text(item)}</li>" for item in story.items) + "</ul>")
            if captions:
                source = f"/anh/DSC{chance.randint(1000, 9999)}.jpg"
                pieces.append(_PICTURES[plan.picture].format(source, writer.text(captions.pop(0))))
            if n == 1 and inset and len(story.paragraphs) > 3:
                pieces.append(inset)
        if story.rows:
            pieces.append(_table(story.rows, writer))
        if story.author and plan.sign in _SIGNS:
            pieces.append(_SIGNS[plan.sign].format(writer.text(story.author)))
        return pieces

    def _when(self, story: Story, writer: Writer) -> str:
        date = self._label + written(self._plan.date, story.when)
        views = f" | Số lượt đọc: {story.key * 7 % 3001}" if self._plan.date_place == "views" else ""
        return writer.block("when", writer.text(date + views))

    def _cap(self, paragraph: str, writer: Writer, number: int) -> str:
        if number or not self._plan.drop_cap:
            return writer.text(paragraph)
        return f'<span style="float:left;font-size:40px">{writer.text(paragraph[0])}</span>{writer.text(paragraph[1:])}'

    def _document(self, story: Story, writer: Writer) -> str:
        if not story.document:
            return ""
        return writer.lines("files", "Tải tệp đính kèm", [writer.link(f"/tep/{story.document}", story.document)])

    def _comments(self, story: Story, writer: Writer) -> str:
        if not (self._plan.comments and story.comments):
            return ""
        said = [
            f"<b>{writer.text(who)}</b> <i>{written('time', story.when.replace(year=story.when.year + 1, day=9))}</i>"
            f"<p>{writer.text(text)}</p>"
            for who, text in story.comments
        ]
        form = '<form action="/gui"><textarea name="noidung"></textarea><button>Gửi ý kiến</button></form>'
        return writer.lines("comments", "Ý kiến của bạn đọc", [*said, form])


def _table(rows: Sequence[Sequence[str]], writer: Writer) -> str:
    lines = ("".join(f"<td>{writer.text(cell)}</td>" for cell in row) for row in rows)
    return '<table border="1">' + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
