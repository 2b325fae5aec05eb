"""What recurs on a site's pages is found and proposed, and nothing of an article ever is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from corpus.articles.records import Article, Hints, Page
from normalize.article import normalise
from normalize.decoding.decode import decode
from normalize.html.parse import parse
from normalize.html.site_lines import is_site_line
from normalize.text import squeezed, words
from normalize.workers.boilerplate import Learned, learn, pattern
from normalize.workers.page_blocks import PageBlocks, read_page
from seeds.config.site import Clean, Platform, Site
from seeds.pages.css import find_all
from tests.evaluation.cases import Case
from tests.evaluation.portals import article_cases, sample_seeds
from tests.evaluation.scoring import sentences
from tests.normalize.pages import any_site

BARE = Platform(id="bare", name="bare")
CONTAINER = Platform(id="own", name="own", clean=Clean(content=(".text",), title=("h1",)))
XA = ("Tân Văn", "Hồng Phong", "Thiện Thuật", "Quang Trung", "Hòa Bình", "Mông Ân", "Yên Lỗ", "Vĩnh Yên", "Hoa Thám")


def on(platform: Platform, **clean: tuple[str, ...]) -> Site:
    """A site with this platform's rules, and these of its own."""
    return any_site().model_copy(update={"platforms": (platform,), "own": platform, "clean": Clean(**clean)})


def made(number: int, around: str, markup: str = "<p>{0}</p><p>{1}</p>") -> Page:
    """A page about one commune; `around` follows the text in its container, {n} in it is the number."""
    xa = XA[number % len(XA)]
    first = f"Ngày làm việc thứ {number} tại xã {xa}, đoàn công tác của Huyện ủy {xa} kiểm tra tiến độ xây dựng đường."
    second = f"Chủ tịch xã {xa} kiến nghị huyện hỗ trợ thêm xi măng và máy trộn bê tông cho các thôn của {xa} sớm hơn."
    body = markup.format(first, second) + around.replace("{n}", str(number))
    title = f"Đoàn công tác thăm xã {xa} lần {number}"
    text = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div class='text'>{body}</div></body>"
    return Page(f"https://x.vn/tin/{number}", text.encode(), "text/html; charset=utf-8", hints=Hints())


def learned(pages: list[Page], site: Site | None = None) -> Learned:
    return learn(found for page in pages if (found := read_page(page, site or on(CONTAINER))) is not None)


def values(found: Learned) -> tuple[list[str], list[str]]:
    return [one.value for one in found.chrome], [one.value for one in found.lines]


def test_the_nearest_element_with_a_name_is_proposed() -> None:
    box = "<div class='wide'><div class='note'><p>Đường dây nóng của huyện: 0205 3 {n}</p></div></div>"
    found = learned([made(number, box) for number in range(8)])
    assert values(found) == (["div.note"], [])
    (one,) = found.chrome
    assert (one.share, one.left) == (1, 1)
    assert one.example.startswith("Đường dây nóng của huyện")


def test_where_no_element_has_a_name_of_its_own_the_line_is_proposed() -> None:
    line = "<p>Mời bạn đọc bản tin số {n} (PDF)</p>"
    found = learned([made(number, line) for number in range(8)])
    assert values(found) == ([], [r"Mời bạn đọc bản tin số \d+ \(PDF\)"])
    site = on(CONTAINER, lines=tuple(values(found)[1]))
    outcome = normalise(made(3, line), site)
    assert isinstance(outcome, Article)
    assert "bản tin số" not in outcome.text
    assert values(learned([made(number, line) for number in range(8)], site)) == ([], [])


def test_the_order_of_blocks_and_pages_does_not_count() -> None:
    lines = ["<p class='a'>Gửi ý kiến cho tòa soạn</p>", "<p class='b'>Theo dõi trang của huyện</p>"]
    pages = [made(number, "".join(lines[:: 1 if number % 2 else -1])) for number in range(8)]
    found = learned(pages)
    assert sorted(values(found)[0]) == ["p.a", "p.b"]
    assert values(learned(pages[::-1])) == values(found)


@pytest.mark.parametrize(("pages", "with_it", "proposed"), [(8, 4, False), (8, 5, True), (30, 8, False), (30, 9, True)])
def test_it_must_stand_on_three_tenths_of_the_pages_and_on_five(pages: int, with_it: int, proposed: bool) -> None:
    box = "<div class='note'>Gửi ý kiến cho tòa soạn</div>"
    found = learned([made(number, box if number < with_it else "") for number in range(pages)])
    assert values(found)[0] == (["div.note"] if proposed else [])


def test_the_same_article_at_many_addresses_counts_once() -> None:
    found = learned([made(1, "<p>In trang này</p>") for _ in range(9)])
    assert (found.pages, values(found)) == (1, ([], []))


def test_an_element_that_anywhere_holds_text_of_an_article_is_not_proposed() -> None:
    box = "<div class='note'>Gửi ý kiến cho tòa soạn</div>"
    odd = made(8, box, "<div class='note'><p>{0}</p></div><p>{1}</p>")
    found = learned([*(made(number, box) for number in range(8)), odd])
    assert values(found) == ([], ["Gửi ý kiến cho tòa soạn"])


def test_fields_of_the_article_are_no_boilerplate() -> None:
    signed = "<p class='sign' align='right'><b>Trần Rem</b></p>"
    dated = "<p class='when'>Đăng lúc 08:15 ngày 12/06/2023</p>"
    pages = [made(number, signed, dated + "<p>{0}</p><p>{1}</p>") for number in range(8)]
    outcome = normalise(pages[0], on(CONTAINER))
    assert isinstance(outcome, Article)
    assert outcome.author == "Trần Rem" and outcome.published_at is not None
    assert values(learned(pages)) == ([], [])


@pytest.mark.parametrize("text", ["Lượt xem: 10.029 (hôm nay)", "a+b [c] {d} ^$ | \\ ?*", "Số 15/GP-TTĐT"])
def test_a_pattern_matches_its_line_with_any_numbers(text: str) -> None:
    assert re.fullmatch(pattern(text), text)
    assert re.fullmatch(pattern(text), re.sub(r"\d+", "7", text))


# The sample portals, cleaned as if nobody had said anything of their markup


@pytest.fixture(scope="module", params=["hanam", "binhgia", "quanlynhanuoc", "vinhhung"])
def portal(request: pytest.FixtureRequest) -> Iterator[tuple[Site, Site, list[Case]]]:
    with sample_seeds() as seeds:
        site = seeds.site(request.param)
        bare = site.model_copy(update={"platforms": (BARE,), "own": BARE, "clean": Clean()})
        yield site, bare, list(article_cases(request.param))


KNOWN = {
    "hanam": {"div.access_bar", "div.danhgia"},
    "binhgia": {"div.asset-control-detail", "table.table-calendar"},
    "quanlynhanuoc": {"div.kksr-legend"},
    "vinhhung": {"td.chantrang", "div.danhgia"},
}


def _read(cases: list[Case], site: Site) -> list[PageBlocks]:
    return [found for case in cases if (found := read_page(case.page, site)) is not None]


@pytest.mark.slow
def test_chrome_of_a_portal_is_found_and_no_sentence_of_its_articles(portal: tuple[Site, Site, list[Case]]) -> None:
    site, bare, cases = portal
    found = learn(_read(cases, bare))
    chrome, lines = values(found)
    assert KNOWN[site.id] <= set(chrome)
    clean = Clean(chrome=tuple(chrome), lines=tuple(lines))
    assert {case.name: _cut(case, clean) for case in cases} == {case.name: [] for case in cases}
    taught = bare.model_copy(update={"clean": clean})
    assert not {*values(learn(_read(cases, taught)))[0]} & {*chrome}


def _cut(case: Case, clean: Clean) -> list[str]:
    """Sentences of the gold that these rules would cut from its page."""
    assert case.gold is not None
    tree = parse(decode(case.page.body, case.page.content_type))
    boxes = squeezed(" ".join(str(box.text_content()) for one in clean.chrome for box in find_all(tree, one)))
    lines = [line for line in case.gold["text"].split("\n") if is_site_line(line, clean.lines)]
    wanted = (sentence for line in case.gold["text"].split("\n") for sentence in sentences(line))
    return [*lines, *(sentence for sentence in wanted if len(words(sentence)) > 3 and squeezed(sentence) in boxes)]


@pytest.mark.slow
def test_what_the_portals_own_rules_cut_is_not_proposed(portal: tuple[Site, Site, list[Case]]) -> None:
    site, _, cases = portal
    assert values(learn(_read(cases, site))) == ([], [])
