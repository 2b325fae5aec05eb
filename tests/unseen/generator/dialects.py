"""Article pages of a third family, whose parts stand in no boxes of their own or in boxes named anew on each page."""

from __future__ import annotations

from collections.abc import Iterator

from tests.unseen.generator.article import ArticlePage
from tests.unseen.generator.dates import written
from tests.unseen.generator.markup import Writer
from tests.unseen.generator.stories import Story


class FlatPage(ArticlePage):
    """All in one box, a paragraph after another: text, tags, share links, comments, and teasers with a line of text."""

    HEADS = ("Bạn đọc góp lời", "Thẻ bài")

    def main(self, story: Story, writer: Writer, crumb: str, inset: str, related: str) -> str:  # noqa: ARG002
        parts = [
            f"<p>{writer.link('/', 'Trang nhà')} &gt; {crumb}</p>",
            f"<p><b>{writer.text(story.title)}</b></p>",
            f"<p><i>{writer.text(written(self._plan.date, story.when))}</i></p>",
            *self.pieces(story, writer),
            f"<p>Thẻ bài: {', '.join(writer.link(f'/tim?q={tag}', tag) for tag in story.tags)}</p>",
            "".join(f'<p><a href="#">{writer.text(words)}</a></p>' for words in self._frame.buttons),
            *self._said(story, writer),
            *(f"<p>{writer.text(line)}</p>" for line in self._frame.boxes[1][1]),
            related,
        ]
        return "\n".join(parts)

    def _said(self, story: Story, writer: Writer) -> Iterator[str]:
        yield f"<p><b>{writer.text(self.HEADS[0])} ({len(story.comments)})</b></p>"
        later = story.when.replace(year=story.when.year + 1, day=11)
        for who, words in story.comments:
            yield f"<p><b>{writer.text(who)}</b> - {later:%d/%m/%Y %H:%M}</p><p>{writer.text(words)}</p>"


class BuiltPage(ArticlePage):
    """Boxes in boxes of a page builder, whose classes differ on each page; comments with replies; the writer's box."""

    HEADS = ("Người viết bài này", "Lời bàn", "Trả lời")

    def main(self, story: Story, writer: Writer, crumb: str, inset: str, related: str) -> str:  # noqa: ARG002
        parts = [
            self._box(writer, f"<span>{writer.text(written(self._plan.date, story.when))}</span>"),
            self._box(writer, self.headline(story, writer)),
            self._box(writer, self._buttons(writer)),
            self._box(writer, "\n".join(self.pieces(story, writer, inset))),
            self._box(writer, self._signed(story, writer)),
            self._box(writer, self._buttons(writer)),
            self._box(writer, self._said(story, writer)),
            self._box(writer, related),
        ]
        return "\n".join(part for part in parts if part)

    def _box(self, writer: Writer, inner: str) -> str:
        name = writer.named("widget")
        return f"<div{name}><div{writer.named('inside')}>{inner}</div></div>" if inner else ""

    def _buttons(self, writer: Writer) -> str:
        return "".join(f'<span><a href="#">{writer.text(words)}</a></span> ' for words in self._frame.buttons)

    def _signed(self, story: Story, writer: Writer) -> str:
        if not story.author:
            return ""
        about = "Cộng tác viên của trang từ nhiều năm nay, mong nhận được góp ý của bạn đọc gần xa."
        return f"<h4>{writer.text(self.HEADS[0])}</h4><h5>{writer.text(story.author)}</h5><p>{writer.text(about)}</p>"

    def _said(self, story: Story, writer: Writer) -> str:
        if not story.comments:
            return ""
        later = story.when.replace(year=story.when.year + 1, day=12)
        reply = f'<a href="#">{writer.text(self.HEADS[2])}</a>'
        said = (
            f'<div><img src="/i/ai.gif"><div><b>{writer.text(who)}</b></div><div>{later:%d.%m.%Y}</div>'
            f"<p>{writer.text(words)}</p>{reply}</div>"
            for who, words in story.comments
        )
        return f"<h4>{writer.text(self.HEADS[1])}</h4>{''.join(said)}"


class RowPage(ArticlePage):
    """A table with a label before each part, in which comments and the neighbours' teasers are rows as well."""

    HEADS = ("Đầu đề", "Lên trang", "Nội dung", "Ý kiến", "Bài trước", "Bài sau")

    def main(self, story: Story, writer: Writer, crumb: str, inset: str, related: str) -> str:  # noqa: ARG002
        head, when, text, said, _, _ = self.HEADS
        rows = [
            (head, f"<b>{writer.text(story.title)}</b>"),
            (when, writer.text(written(self._plan.date, story.when))),
            (text, "\n".join(self.pieces(story, writer))),
            *((said, f"{writer.text(who)}: <p>{writer.text(words)}</p>") for who, words in story.comments),
            ("", related),
        ]
        cells = (
            f"<tr><td width='90' valign='top'>{writer.text(label)}</td><td>{inner}</td></tr>" for label, inner in rows
        )
        return f"<p>{crumb}</p><table width='100%'>{''.join(cells)}</table>"


class NotedPage(ArticlePage):
    """Notices and teasers between the paragraphs; tags without a label; a line where nobody commented."""

    HEADS = ("Chưa ai có lời bàn", "Lời bàn của bạn đọc")
    NOTICE = "Mời bà con gửi bài cộng tác về hộp thư của trang, bài được đăng có nhuận bút."

    def main(self, story: Story, writer: Writer, crumb: str, inset: str, related: str) -> str:  # noqa: ARG002
        pieces = self.pieces(story, writer)
        middle = min(2, len(pieces))
        insert = [related, f"<p><em>{writer.text(self.NOTICE)}</em></p>"]
        parts = [self.headline(story, writer)]
        parts += [f"<p>{writer.text(written(self._plan.date, story.when))}</p>"]
        parts += [*pieces[:middle], *insert, *pieces[middle:]]
        parts += ["<p>" + " ".join(writer.link(f"/tim?q={tag}", f"#{tag}") for tag in story.tags) + "</p>"]
        said = [f"<li><b>{writer.text(who)}</b><br>{writer.text(words)}</li>" for who, words in story.comments]
        head = self.HEADS[1] if said else self.HEADS[0]
        parts += [f"<h4>{writer.text(head)}</h4>", f"<ul>{''.join(said)}</ul>" if said else ""]
        return writer.block("story", *parts)


PAGES: dict[str, type[ArticlePage]] = {"vai": FlatPage, "man": BuiltPage, "hong": RowPage, "sim": NotedPage}
"""The make of an article's page, by seed."""
