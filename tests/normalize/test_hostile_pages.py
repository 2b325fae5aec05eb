"""Pages of 1 MB that were made to keep the cleaner busy: each is an article or a rejection within seconds."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import harmonic_mean
from types import FrameType

import pytest

from corpus.articles.records import Article, Outcome, Page, Reason, Rejection
from normalize.article import normalise
from seeds.config.catalogue import catalogue

SENTENCE = "Ngày 16/10/2021, đoàn công tác của Huyện ủy đã làm việc với Đảng ủy xã về tiến độ thực hiện nghị quyết. "
SITE = catalogue().unlisted("_x", "vi")
SECONDS = 2.0
"""Of processor time on a quiet machine of 2026: one on which `count_words` takes QUIET."""
QUIET = 0.000113
"""Seconds, where `python -c "s = 0\\nfor i in range(10_000_000): s += i"` takes 0.9: both were timed in turn 80 times,
and the middle half of the ratios differs by 5 %.
"""
ROUNDS = 3
FETCHED = datetime.now(UTC)
MEGABYTE = 1_000_000
MOST_UNITS = 79_000
"""A page may have 80,000 elements."""
LINKS = "".join(f"<p><a href='/tin/{n}.html'>Huyện ủy làm việc {n}</a></p>" for n in range(20_000))
FILES = "".join(f"<p><a href='/tep/{n}.pdf'>Tệp đính kèm số {n}.pdf</a></p>" for n in range(15_000))
CAPTION = "<figure><img src='/a.jpg' alt='{0}'><figcaption>Ảnh {0}</figcaption></figure>"


def cleaned(body: str) -> Outcome:
    """What becomes of an article with this in it."""
    text = f"<div class='article-content'><h1>Huyện ủy làm việc</h1><p>{SENTENCE * 3}</p>{body}</div>"
    page = f"<html><head><title>Huyện ủy làm việc</title></head><body>{text}</body></html>".encode()
    outcome, seconds = timed(lambda: normalise(Page("http://x.gov.vn/1.html", page, "text/html", FETCHED), SITE))
    assert seconds < SECONDS, f"{seconds:.1f} s of processor time on a quiet machine"
    return outcome


def count_words() -> None:
    """Do a little of what cleaning does, to see how fast the machine is now."""
    seen: dict[str, int] = {}
    for word in (SENTENCE * 20).split():
        low = word.lower()
        seen[low] = seen.get(low, 0) + len(word.strip(".,"))


def timed(work: Callable[[], Outcome]) -> tuple[Outcome, float]:
    """Do the work; return what it gives, and its processor time in seconds of a quiet machine.

    A machine's speed changes threefold with what its neighbours do, often within one page, so that `count_words` is
    timed all the while. The time before and after the page alone would be off by a third.
    """
    rounds: list[float] = []
    spent: list[float] = []

    def calibrate(*_signal: int | FrameType | None) -> None:
        began = time.thread_time()
        count_words()  # untimed: what it needs is no longer in the processor's caches, which costs a tenth
        warm = time.thread_time()
        for _ in range(ROUNDS):
            count_words()
        ended = time.thread_time()
        rounds.append((ended - warm) / ROUNDS)
        spent.append(ended - began)

    before = signal.signal(signal.SIGPROF, calibrate)
    calibrate()
    spent.clear()
    signal.setitimer(signal.ITIMER_PROF, 0.02, 0.02)  # of processor time: each part of the work has its share
    began = time.thread_time()
    try:
        outcome = work()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return outcome, (time.thread_time() - began - sum(spent)) * QUIET / harmonic_mean(rounds)


@pytest.mark.parametrize(
    "body",
    [
        CAPTION.format("(" * 100_000),
        CAPTION.format("[" * 100_000),
        CAPTION.format("Ảnh: " * 20_000),
        f"<img src='/qc{'7' * 100_000}x'>",
        "<p " + " ".join(f"a{n}='{n}'" for n in range(60_000)) + ">x</p>",
        f"<p>{'author' * 20_000}</p>",
        f"<p>(Trích {chr(0xA0) * 100_000})</p>",
        pytest.param(LINKS, marks=pytest.mark.slow),
        pytest.param(FILES, marks=pytest.mark.slow),
    ],
    ids=["round", "square", "captions", "picture", "attributes", "author", "blanks", "links", "attachments"],
)
def test_the_article_is_read_all_the_same(body: str) -> None:
    outcome = cleaned(body)
    assert isinstance(outcome, Article)
    assert "đoàn công tác của Huyện ủy" in outcome.text
    assert "Huyện ủy làm việc 7" not in outcome.text


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<p>Nghị quyết số {n}-NQ/TU ngày 01/02/2021 của Tỉnh ủy.</p>" for n in range(15_000)),
        f"<p>{''.join(f'Nghị quyết số {n}-NQ/TU, ' for n in range(40_000))}</p>",
        "<h2>Huyện ủy làm việc</h2>" * 40_000,
        "<p>Huyện ủy làm</p>" * 50_000,
        "".join(f"<p>Huyện ủy làm việc số {n} với.</p>" for n in range(25_000)),
        f"<p>{'Huyện ủy<br>' * 70_000}</p>",
        "".join(f"<p class='c{n} d{n} e{n}'>từ {n}</p>" for n in range(25_000)),
        "<img src='/anh.jpg'>" * 50_000,
        "<p><img src='/a.jpg'></p>" + "<p>Ảnh: Bá Hoàng</p>" * 40_000,
        "<img src='/icon.gif'>" * 30_000 + "<p>Ảnh: Bá Hoàng</p>" * 15_000,
        f"<p>{''.join(f'<a href=/tin/{n}>Huyện ủy làm việc số {n}</a> ' for n in range(12_000))}</p>",
        f"<div hidden>{SENTENCE * 2}</div>" * 3_000,
        "<div class='article-content'>" * 200 + SENTENCE * 5_000 + "</div>" * 200,
        f"<p>{'Hội nghị kết thúc. ' * 20_000}</p>" + "<p>Hội nghị kết thúc.</p>" * 15_000,
    ],
    ids=[
        "numbers", "numbers in a line", "headings", "paragraphs", "other paragraphs", "breaks", "classes", "pictures",
        "credits", "ornaments",
        "links in a line", "hidden", "nested", "last sentence again",
    ],
)  # fmt: skip
def test_a_line_costs_the_same_whatever_stands_before_it(body: str) -> None:
    outcome = cleaned(f"<p>{SENTENCE}</p>{body}")
    assert isinstance(outcome, Article)
    assert "đoàn công tác của Huyện ủy" in outcome.text


@pytest.mark.parametrize(
    "body",
    ["<dl>" + "<dt>x<dd>y" * 60_000 + "</dl>", "<p>x" * 150_000, "<a href=x>x" * 90_000],
    ids=["definitions", "paragraphs", "links"],
)
def test_more_elements_than_any_page_has_are_refused(body: str) -> None:
    outcome = cleaned(body)
    assert isinstance(outcome, Rejection)
    assert outcome.reason is Reason.TOO_LARGE
    assert "elements; the limit is 80,000" in outcome.detail


def megabyte(unit: Callable[[int], str]) -> str:
    """As many units, each with its number, as fit into 1 MB and into the elements that a page may have."""
    units: list[str] = []
    size = 0
    while size < MEGABYTE and len(units) < MOST_UNITS:
        units.append(unit(len(units)))
        size += len(units[-1].encode())
    return "".join(units)


def day(n: int) -> str:
    return f"{n % 28 + 1:02}/{n % 12 + 1:02}/{1998 + n % 25}"


def person(n: int) -> str:
    family, middle, given = ("Nguyễn", "Trần", "Lê", "Phạm", "Vũ"), ("Văn", "Thị", "Đức"), ("An", "Bình", "Hà", "Lan")
    return f"{family[n % 5]} {middle[n // 5 % 3]} {given[n // 15 % 4]}"


KINDS: dict[str, Callable[[int], str]] = {
    "dates": lambda n: f"<p>{day(n)} {n % 24:02}:{n % 60:02}</p>",
    "labelled dates": lambda n: f"<p>Ngày {day(n)} lúc {n % 24}h{n % 60:02} số {n}</p>",
    "dates in words": lambda n: f"<p>ngày {n % 28 + 1} tháng {n % 12 + 1} năm {1998 + n % 25} mục {n}</p>",
    "English dates": lambda n: f"<p>{n % 28 + 1} February {1998 + n % 25} item {n}</p>",
    "weekdays": lambda n: f"<p>Thứ Hai, {day(n)} {n}</p>",
    "days ago": lambda n: f"<p>{n % 300} ngày trước {n}</p>",
    "names of pictures": lambda n: f"<p>anh_{n}.jpg</p>",
    "quotes": lambda n: f"<p>“{person(n)} {n}” (Theo {person(n + 7)})</p>",
    "laws": lambda n: f"<p>Luật số {n}/{1998 + n % 25}/QH{n % 15} ngày {n % 28 + 1} tháng 2 năm 2001 {n}</p>",
    "short lines": lambda n: f"<p>từ {n}</p>",
    "letters": lambda n: f"<p>{chr(97 + n % 26)}</p>",
    "numbers": lambda n: f"<p>{n * 7919}</p>",
    "lines": lambda n: f"{person(n)} {n}<br>",
    "items": lambda n: f"<li>a{n}",
    "nested lists": lambda n: f"<ul><li>Mục {n}<ul><li>Con {n}<ol><li>cháu {n}</li></ol></li></ul></li></ul>",
    "terms": lambda n: f"<dt>Mục {n}</dt><dd>Nghĩa của mục {n}</dd>",
    "rows": lambda n: f"<table><tr><td>Ô số {n}</td><td>{person(n)}</td></tr><tr><td>{n}</td><td>b</td></tr></table>",
    "inline markup": lambda n: f"<p><b>Huyện</b> <i>ủy</i> {n}</p>",
    "bold names": lambda n: f"<p><b>{person(n)} {chr(97 + n % 26)}{chr(97 + n // 26 % 26)}</b></p>",
    "addresses": lambda n: f"<p>nguoi{n}@tinhuy.gov.vn</p>",
    "telephones": lambda n: f"<p>Điện thoại: 0226.385{n:05}</p>",
    "capitals": lambda n: f"<p>ĐẢNG BỘ {n}</p>",
    "figures": lambda n: f"<figure><img src='/a{n}.jpg'><figcaption>{person(n)} phát biểu {n}</figcaption></figure>",
    "entities": lambda n: f"<p>&amp;lt;b&amp;gt; &#7871; &quot;{n}&quot;</p>",
    "comments": lambda n: f"<!-- chú --><p>Từ số {n}</p>",
    "dates at breaks": lambda n: f"Ngày {day(n)} lúc {n % 24}h{n % 60:02} số {n}<br>",
    "Chinese dates": lambda n: f"<p>{1998 + n % 25}年{n % 12 + 1}月{n % 28 + 1}日 {n}</p>",
    "Chinese": lambda n: f"<p>越南共产党第{n}次全国代表大会在河内举行</p>",
    "citations": lambda n: f"<p>Nghị định {n}/2020/NĐ-CP, Thông tư {n}/TT-BTC</p>",
    "boxes to tick": lambda n: f"<p><input type=checkbox name='a{n}'> Mục {n}</p>",
    "choices": lambda n: f"<select><option>Huyện {n}</option><option>Xã {n}</option></select>",
    "scripts": lambda n: f"<script>var a{n} = '{n}';</script>",
    "JSON-LD": lambda n: (
        f'<script type=\'application/ld+json\'>{{"@type": "NewsArticle", "headline": "a{n}"}}</script>'
    ),
    "meta elements": lambda n: f"<meta name='description' content='Huyện ủy làm việc {n}'>",
    "punctuation": lambda n: f"<p>{'.,;:!?-–…/()[]'[n % 15 :]}{'.' * (n // 15 % 50)}</p>",
    "Roman numerals": lambda n: f"<p>{('I', 'V', 'X', 'IX', 'XIV')[n % 5]}. Mục {n}</p>",
    "initials": lambda n: f"<p>{chr(65 + n % 26)}.{chr(65 + n // 26 % 26)}.{chr(65 + n // 676 % 26)}</p>",
    "old fonts: TCVN3": lambda n: f"<p>Héi nghÞ lÇn thø {n} Ban ChÊp hµnh §¶ng bé tØnh</p>",
    "old fonts: VNI": lambda n: f"<p>Hoäi nghò laàn thöù {n} Ban Chaáp haønh Ñaûng boä tænh</p>",
    "mojibake": lambda n: f"<p>{f'Hội nghị lần thứ {n} của Huyện ủy'.encode().decode('cp1252', 'replace')}</p>",
    "nested quotes": lambda n: f"<blockquote>“Ông ‘{person(n)}’ nói: «{n}»”</blockquote>",
    "files in lines": lambda n: f"<p><a href='/tep/{n}.pdf'>Tệp {n}</a> ({n} KB)</p>",
    "links with summaries": lambda n: (
        f"<div><a href='/{n}.html'>Huyện ủy {person(n)} {n}</a><p>Ngày {day(n)}, {n}.</p></div>"
    ),
    "boxes": lambda n: f"<div class='a{n % 50}'><div>Huyện ủy {n}</div></div>",
}
"""Units of which a page may have thousands; none of them alone makes an article."""


@pytest.mark.parametrize(
    "kind", [kind if kind == "figures" else pytest.param(kind, marks=pytest.mark.slow) for kind in KINDS]
)
def test_a_megabyte_of_one_kind_takes_two_seconds(kind: str) -> None:
    assert isinstance(cleaned(megabyte(KINDS[kind])), Article | Rejection)


@pytest.mark.slow
@pytest.mark.parametrize(
    "paragraph",
    [
        "ă" * 500_000,
        "1/" * 500_000,
        SENTENCE * 8_000,
        "".join(f"“Ông ‘{person(n)}’ {n} " for n in range(25_000)),
        "".join(f"<span>từ {n} </span>" for n in range(40_000)),
        "".join(f"{person(n)}, " for n in range(60_000)),
        "".join(f"Luật số {n}/{1998 + n % 25}/QH{n % 15} ngày {day(n)}; " for n in range(22_000)),
    ],
    ids=["word", "slashes", "sentences", "quotes", "spans", "names", "laws"],
)
def test_a_paragraph_of_a_megabyte_takes_two_seconds(paragraph: str) -> None:
    assert isinstance(cleaned(f"<p>{paragraph}</p>"), Article | Rejection)


@pytest.mark.slow
def test_a_table_of_30_000_cells_takes_two_seconds() -> None:
    rows = "".join(f"<tr>{''.join(f'<td>Ô số {n}.{k} của bảng</td>' for k in range(10))}</tr>" for n in range(3_000))
    assert isinstance(cleaned(f"<table>{rows}</table>"), Article)
