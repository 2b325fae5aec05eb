"""A portal of which only the address is known is crawled whole, and later only looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.crawler.small_portal import SmallPortal, crawl, serve, write_site
from tests.crawler.stored import last_run, outcomes, rows

SENTENCE = "Sáng nay, Ban Thường vụ tổ chức hội nghị đánh giá kết quả công tác lần thứ {0} và bàn nhiệm vụ {0}."
MENU = "<td><a href='/?m=t&c=1'>Tin tức</a> <a href='/?m=gt'>Giới thiệu</a> <a href='/?lich=1'>Lịch</a></td>"
PAGE = 4


@pytest.fixture
def portal() -> Iterator[SmallPortal]:
    with serve(SmallPortal()) as running:
        yield running


def headline(number: int) -> str:
    return f"Bản tin số {number} về công tác xây dựng Đảng"


def shell(main: str) -> str:
    return f"<html><body><table><tr>{MENU}<td>{main}</td><td>Đang xem: 1.234</td></tr></table></body></html>"


def view(number: int, spelling: str = "/?v={}&m=x") -> str:
    return spelling.format(number)


def fill(portal: SmallPortal, articles: int) -> None:
    """Lists that go on by an arrow alone, articles under parameters that no list of words knows, and a calendar."""
    numbers = list(range(articles, 0, -1))
    groups = [numbers[at : at + PAGE] for at in range(0, articles, PAGE)]
    for page, group in enumerate(groups, 1):
        items = "".join(f"<p><a href='{view(n)}'>{headline(n)}</a></p>" for n in group)
        after = f"<a href='/?m=t&c=1&kt={page + 1}'>»</a>" if page < len(groups) else ""
        portal.put("/?m=t&c=1" if page == 1 else f"/?m=t&c=1&kt={page}", shell(items + after))
    portal.put("/", shell("".join(f"<p><a href='{view(n)}'>{headline(n)}</a></p>" for n in numbers[:PAGE])))
    for number in numbers:
        text = f"<b>{headline(number)}</b><p>{SENTENCE.format(number * 'x')}</p>"
        portal.put(view(number), shell(f"{text}<a href='/in?v={number}'>In</a><a href='/so/{number}.pdf'>Tải</a>"))
        portal.put(f"/in?v={number}", f"<html><body>{text}</body></html>")
    portal.put("/?m=gt", shell(f"<b>Giới thiệu</b><p>{SENTENCE.format('thành lập')}</p>"))
    for day in range(1, 60):
        portal.put(f"/?lich={day}", shell(f"Ngày {day} <a href='/?lich={day + 1}'>Ngày sau</a>"))


def explored(tmp_path: Path, portal: SmallPortal) -> None:
    write_site(
        tmp_path, "la", portal.url,
        start=f"[{{url: '{portal.url}/'}}]", explore="true", articles="[]", paging="{}",
    )  # fmt: skip


def test_all_articles_are_found_whatever_their_addresses_and_traps_end(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    fill(portal, 13)
    explored(tmp_path, portal)

    code, said = crawl(tmp_path, database, "la")
    assert code == 0, said
    wanted = {view(n) for n in range(1, 14)}
    assert wanted <= set(portal.asked)
    assert len(portal.asked) == len(set(portal.asked)), "no address is asked for twice"
    assert sum(path.startswith("/?lich") for path in portal.asked) <= 8
    assert sum(path.startswith("/in") for path in portal.asked) <= 7
    assert not any(path.endswith(".pdf") for path in portal.asked)
    items = rows(conn, "SELECT url, role FROM page WHERE url LIKE '%?v=%m=x' AND leads_to IS NULL")
    assert {url.removeprefix(portal.url): role for url, role in items} == dict.fromkeys(wanted, "item")
    lists = rows(conn, "SELECT url FROM page WHERE role = 'list' ORDER BY id")
    assert [url.removeprefix(portal.url) for url in lists] == [
        "/", "/?m=t&c=1", "/?m=t&c=1&kt=2", "/?m=t&c=1&kt=3", "/?m=t&c=1&kt=4",
    ]  # fmt: skip
    assert outcomes(conn)["duplicate"] >= 3
    closed = rows(conn, "SELECT example, closed FROM address_class WHERE closed IS NOT NULL ORDER BY 2")
    assert {reason for _, reason in closed} == {"nothing new behind it", "shows again what other addresses show"}
    ending, exit_code, reason, _ = last_run(conn)
    assert (ending, exit_code) == ("finished", 0)
    assert reason is None or "left alone" in reason


def test_a_later_run_asks_for_heads_of_lists_and_goes_on_where_they_name_something_new(
    portal: SmallPortal, tmp_path: Path, database: str
) -> None:
    fill(portal, 13)
    explored(tmp_path, portal)
    assert crawl(tmp_path, database, "la")[0] == 0

    portal.asked.clear()
    assert crawl(tmp_path, database, "la")[0] == 0
    assert sorted(portal.asked) == ["/", "/?m=t&c=1", "/robots.txt"]

    portal.asked.clear()
    fill(portal, 20)
    assert crawl(tmp_path, database, "la")[0] == 0
    assert {view(n) for n in range(14, 21)} <= set(portal.asked)
    assert "/?m=t&c=1&kt=2" in portal.asked
    assert "/?m=t&c=1&kt=5" not in portal.asked, "the list is known from there on"
    assert not any(path.startswith(("/in", "/?lich")) for path in portal.asked), "the map is remembered"


def test_another_view_of_an_article_of_an_earlier_run_is_known_for_what_it_is(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    fill(portal, 5)
    explored(tmp_path, portal)
    assert crawl(tmp_path, database, "la")[0] == 0

    status, headers, home = portal.pages["/"]
    more = f"<p><a href='/khac/4'>{headline(4)}</a></p><p><a href='/khac/6'>{headline(6)}</a></p>"
    portal.pages["/"] = (status, headers, home.replace(b"</table>", f"</table>{more}".encode()))
    portal.pages["/khac/4"] = portal.pages[view(4)]
    portal.put("/khac/6", shell(f"<b>{headline(6)}</b><p>{SENTENCE.format('sáu')}</p>"))
    assert crawl(tmp_path, database, "la")[0] == 0
    assert {"/khac/4", "/khac/6"} <= set(portal.asked)
    leads_to = "SELECT p.url, q.url FROM page p LEFT JOIN page q ON q.id = p.leads_to WHERE p.url LIKE '%/khac/%'"
    assert dict(rows(conn, leads_to)) == {
        f"{portal.url}/khac/4": f"{portal.url}{view(4)}",
        f"{portal.url}/khac/6": None,
    }


def test_a_limit_counts_articles_only(portal: SmallPortal, tmp_path: Path, database: str, conn: Connection) -> None:
    fill(portal, 13)
    explored(tmp_path, portal)
    assert crawl(tmp_path, database, "la", "-a", "limit=5")[0] == 0
    read = rows(conn, "SELECT count(*) FROM page WHERE url LIKE '%m=x' AND fetched_at IS NOT NULL")
    assert read == [5]


def test_what_a_killed_run_found_is_fetched_by_the_next(portal: SmallPortal, tmp_path: Path, database: str) -> None:
    fill(portal, 13)
    explored(tmp_path, portal)
    assert crawl(tmp_path, database, "la", "-s", "REQUEST_BUDGET=9")[0] == 0
    before = set(portal.asked)
    assert crawl(tmp_path, database, "la")[0] == 0
    assert {view(n) for n in range(1, 14)} <= set(portal.asked)
    again = [path for path in portal.asked if path in before and portal.asked.count(path) > 1]
    assert set(again) <= {"/robots.txt", "/", "/?m=t&c=1", "/?m=t&c=1&kt=2", "/?m=t&c=1&kt=3"}, again
