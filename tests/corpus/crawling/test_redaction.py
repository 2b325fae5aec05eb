"""After a takedown no column of the corpus holds the text, whoever named the page, and it does not come in again."""

from __future__ import annotations

from sqlalchemy import Connection, text

from corpus.crawling import page_store
from corpus.crawling.bodies import Unpacker
from corpus.crawling.records import Role
from corpus.crawling.redaction import NOT_KEPT, Named
from corpus.maintenance import takedown
from tests.corpus.samples import article, fetched, found, hours, key, site, url, write

MARK = "zkqxw"
TITLE = f"Huyện ủy kết luận vụ {MARK} & đồng chí"
ESCAPED = TITLE.replace("&", "&amp;")
LINK = f"<a class=x href='a.aspx'>{ESCAPED}</a>"
BOX = f"<p>Bài hai.</p><div><h3>Tin khác</h3>{LINK}<a href='c.aspx'>Bài ba</a></div>".encode()
LIST = f"<ul><li>{LINK}<p>Tóm tắt {MARK}</p></li></ul>".encode()
FEED = f"<rss><item><link>{url('a')}</link><description>Nội dung {MARK}</description></item></rss>".encode()

_OF_ARTICLES = """site title lead text published_precision published_source author source_name section images
    attachments language level province_code platform page_kind content_hash rules_hash flags"""
DEALT_WITH = {
    # Deleted with the page's captures, article and versions.
    "article": _OF_ARTICLES,
    "article_version": f"{_OF_ARTICLES} held_because",
    "article_search": "site province_code filters head words",
    "document_reference": "as_written number number_key kind issuer",
    "snapshot": "url headers body_hash role state reason detail page_kind platform rules_hash sources",
    # Deleted; rewritten where other pages name it, emptied where lists and feeds do.
    "body": "hash zstd",
    # Trained anew by the command (corpus.maintenance.compression_dictionaries.forget).
    "dictionary": "site content",
    # Emptied, but for addresses, by which the page is known when it comes in again.
    "page": "site key url role listed_title section etag last_modified",
    "page_alias": "url_hash url",
    "fetch_log": "url outcome detail",
    # Of no page's words: site files, what the operator wrote, figures, addresses and their patterns.
    "province": "code name successor",
    "site": "id name level province_code since_2025 platform url state",
    "schedule": "site",
    "takedown": "reason",
    "article_count": "site province_code",
    # Counts of words, which go down with the page's title and author; the changes are added up at once.
    "title_word": "words plain",
    "title_change": "words",
    "crawl_run": "site host machine ending reason options counts",
    "section_walk": "site url_key url ended_by",
    "run_health": "verdict findings bands figures",
    "alarm": "site code subject words figures taken_by",
    # Hashes of places and texts, and numbers of pages; learned anew without the page (corpus.articles.layouts.forget).
    "layout": "site hash templates learned_from held_because",
    "address_class": "site shape example closed pages",
    "idle_parameter": "site name",
    "alembic_version": "version_num",
}
"""Every column that can hold text, by what is done so that nothing of a page is left in it after a takedown."""


def stored(conn: Connection) -> dict[str, bytes]:
    """Bodies by the last part of their page's address and their role."""
    rows = conn.execute(
        text(
            "SELECT p.url, s.role, b.zstd, b.dictionary_id FROM snapshot s JOIN page p ON p.id = s.page_id"
            " JOIN body b ON b.hash = s.body_hash"
        )
    ).all()
    unpack = Unpacker(conn)
    return {f"{row.role} {row.url.rpartition('/')[2]}": unpack(row.zstd, row.dictionary_id) for row in rows}


def columns(conn: Connection) -> list[tuple[str, str]]:
    """Tables and columns of the corpus that can hold text."""
    rows = conn.execute(
        text(
            "SELECT c.table_name, c.column_name FROM information_schema.columns c"
            " JOIN information_schema.tables t USING (table_schema, table_name)"
            " WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type NOT IN"
            " ('bigint', 'integer', 'smallint', 'boolean', 'timestamp with time zone', 'date', 'double precision')"
        )
    )
    return [(row.table_name, row.column_name) for row in rows]


def left(conn: Connection) -> list[str]:
    """Columns in which the word still stands, and bodies."""
    word = {"word": f"%{MARK}%"}
    counts = 'SELECT count(*) FROM "{}" WHERE "{}"::text ILIKE :word'
    found_in = [".".join(one) for one in columns(conn) if conn.scalar(text(counts.format(*one)), word)]
    return found_in + [name for name, body in stored(conn).items() if MARK.encode() in body]


def fill(conn: Connection) -> int:
    """A page with versions, a list, a feed and another page's box that name it; the page's number."""
    site(conn)
    page_store.store_list(conn, fetched("tin", body=LIST, role=Role.LIST), [found("a", TITLE, section=("Tin",))])
    page_store.store_list(conn, fetched("feed", body=FEED, role=Role.FEED), [])
    write(conn, "a", article("Một.", TITLE), hours(1), f"<h1>{ESCAPED}</h1>".encode())
    page_id = write(conn, "a", article(f"Hai {MARK}.", TITLE), hours(2), f"<h1>{ESCAPED}</h1>hai".encode())
    write(conn, "b", article("Bài hai.", "Tựa hai"), hours(3), BOX)
    row = {"page": page_id, "detail": f"redirected to /{MARK}"}
    conn.execute(
        text("INSERT INTO fetch_log (page_id, url, outcome, detail) VALUES (:page, 'u', 'failed', :detail)"), row
    )
    return page_id


def test_every_column_that_can_hold_text_is_dealt_with(conn: Connection) -> None:
    """A new one fails here until it stands above, with what a takedown does about it."""
    assert set(columns(conn)) == {(table, column) for table, names in DEALT_WITH.items() for column in names.split()}


def test_nothing_of_the_text_is_left_anywhere(conn: Connection) -> None:
    page_id = fill(conn)
    assert len(left(conn)) > 5
    removed = takedown.take_down(conn, page_id, "Theo yêu cầu")
    assert (removed.lists, removed.rewritten) == (2, 1)
    assert left(conn) == []
    bodies = stored(conn)
    assert bodies["list tin.aspx"] == bodies["feed feed.aspx"] == NOT_KEPT
    assert bodies["item b.aspx"] == "<p>Bài hai.</p><div><h3>Tin khác</h3><a href='c.aspx'>Bài ba</a></div>".encode()
    again = takedown.take_down(conn, page_id, "Theo yêu cầu")
    assert (again.lists, again.rewritten) == (0, 0)


def test_it_does_not_come_in_again(conn: Connection) -> None:
    page_id = fill(conn)
    takedown.take_down(conn, page_id, "Theo yêu cầu")
    page_store.store_list(
        conn, fetched("tin", hours(5), LIST + b" ", Role.LIST), [found("a", TITLE), found("c", "Bài ba")]
    )
    page_store.store_list(conn, fetched("feed", hours(5), FEED + b" ", Role.FEED), [])
    page_store.store_item(conn, fetched("d", hours(5), BOX + b" "), None)
    assert left(conn) == []
    assert page_store.find(conn, "hanam", key("c")) is not None


def test_links_are_told_by_their_address_however_it_is_written() -> None:
    what = Named(frozenset({"/Pages/bài.aspx", "/tin?id=5&lang=vi"}))
    base = "https://hanam.gov.vn/Pages/tin.aspx"
    for href in ("bài.aspx", "/Pages/b%C3%A0i.aspx", "b%c3%a0i.aspx#x", "/tin?id=5&amp;lang=vi", "/tin?id=5&lang=vi"):
        assert what.cut_from(f'1<A title="a" HREF="{href}"><b>x</b></A>2'.encode(), base) == b"12"
        assert what.in_body(f"<link>https://hanam.gov.vn/{href}</link>".encode())
    for href in ("bai.aspx", "/Pages/khác.aspx", "/tin?id=55&lang=vi", "http://[x"):
        page = f"1<a href='{href}'>x</a>2".encode()
        assert what.cut_from(page, base) == page
