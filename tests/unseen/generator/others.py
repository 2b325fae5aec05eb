"""Pages of a portal that are no articles: forms, tables, an album, documents, an English part, what is gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from tests.unseen.generator.lists import GONE, lost
from tests.unseen.generator.pages import Page, Portrait, Visit
from tests.unseen.generator.words import Words

_DOCUMENTS = range(6)


class Others:
    """Makes them. An introduction and English articles may be kept: they are text."""

    def __init__(self, portrait: Portrait) -> None:
        self._p, self._words = portrait, Words(f"others of {portrait.seed}")

    def pages(self) -> Iterator[tuple[str, Page]]:
        """Give each with its canonical address."""
        at = self._p.addresses.other
        for name, (title, body) in self._simple().items():
            make = partial(self._p.simple, title=title, body=body)
            yield at(name), Page(name, make, may=name == "gioi-thieu")
        yield at("so-do"), Page("site map", self._site_map)
        yield at("van-ban"), Page("documents", self._documents)
        for number in _DOCUMENTS:
            yield (
                at(f"van-ban-{number}"),
                Page("document", partial(self._record, rows=self._rows(number), number=number)),
            )
        yield at("en"), Page("English list", self._english)
        for number in range(2):
            text = "".join(f"<p>{' '.join(self._words.english() for _ in range(3))}</p>" for _ in range(4))
            title = self._words.english().rstrip(".")
            yield at(f"en-{number}"), Page("English", partial(self._p.simple, title=title, body=text), may=True)
        for story in lost(self._p)[:2]:
            gone = partial(self._p.simple, title="Thông báo", body=f"<p>{GONE}.</p>")
            yield self._p.addresses.story(story), Page("gone", gone)

    def _simple(self) -> dict[str, tuple[str, str]]:
        """Name, title and body of those that are always the same."""
        words, form = self._words, "<form method='post' action='/gui'>{}<button>Gửi đi</button></form>"
        about = "".join(f"<p>{words.paragraph(2)}</p>" for _ in range(3))
        rows = [["TT", "Họ tên", "Chức vụ", "Máy"]]
        rows += [[str(n), words.name(), "Chuyên viên", f"02{n}"] for n in range(10, 18)]
        photographs = "".join(f"<div><img src='/anh/{n}.jpg'><p>{words.caption()}</p></div>" for n in range(9))
        return {
            "gioi-thieu": ("Giới thiệu", about),
            "bo-may": ("Bộ máy", _table(rows)),
            "lien-he": ("Liên hệ", form.format("Họ tên <input name=a> Nội dung <textarea name=b></textarea>")),
            "dang-nhap": ("Đăng nhập", form.format("Tên <input name=u> Mật khẩu <input type=password name=p>")),
            "tham-do": ("Kết quả thăm dò", "<ul><li>Đẹp: 120 phiếu (61%)</li><li>Tạm được: 77 phiếu (39%)</li></ul>"),
            "anh": ("Kho ảnh", photographs),
        }

    def _site_map(self, visit: Visit) -> str:
        writer = self._p.writer(visit)
        links = [writer.link("/", "Trang nhà"), writer.link(self._p.addresses.other("gioi-thieu"), "Giới thiệu")]
        main = writer.lines("story", "Sơ đồ trang", links + self._p.section_links(writer))
        return self._p.shell(visit, "Sơ đồ trang", main)

    def _documents(self, visit: Visit) -> str:
        writer, rows = self._p.writer(visit), [["Số", "Ngày", "Tệp"]]
        for n in _DOCUMENTS:
            record = writer.link(self._p.addresses.other(f"van-ban-{n}"), f"{n + 11}-QĐ/HU")
            rows.append([record, f"0{n + 1}/04/2022", writer.link(f"/tep/{n + 11}.pdf", "Tải về")])
        return self._p.simple(visit, "Văn bản", _table(rows))

    def _rows(self, number: int) -> list[list[str]]:
        words = self._words
        signed = [["Trích yếu", words.title()], ["Người ký", words.name()]]
        return [["Số hiệu", f"{number + 11}-QĐ/HU"], ["Ngày ban hành", f"0{number + 1}/04/2022"], *signed]

    def _record(self, visit: Visit, rows: Sequence[Sequence[str]], number: int) -> str:
        file = self._p.writer(visit).link(f"/tep/{number + 11}.pdf", "Toàn văn")
        return self._p.simple(visit, "Văn bản", _table([*rows, ["Tệp", file]]))

    def _english(self, visit: Visit) -> str:
        writer, at = self._p.writer(visit), self._p.addresses.other
        links = [writer.link(at(f"en-{n}"), f"From our villages, part {n + 1}") for n in range(2)]
        return self._p.shell(visit, "English", writer.lines("list", "English", links))


def _table(rows: Sequence[Sequence[str]]) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"
