"""`tinhuy import mirror`: copies that HTTrack and wget leave, written here as they write them."""

from __future__ import annotations

import codecs
import gzip
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from unittest.mock import ANY

import pytest
from sqlalchemy import Connection, text

from corpus.crawling.records import Role
from seeds.config.site import Site
from tests.seeds.urls.test_spellings import HOST, SITES, site_of
from tests.tinhuy.commands import Tinhuy, tinhuy
from tests.tinhuy.corpora import column, rows
from tests.tinhuy.texts import END, MIDDLE, OPENING, TITLE
from tinhuy.importing.mirror_files import Copy, Saved, Skip, files
from tinhuy.importing.mirror_urls import HTTrackLog, by_comment, by_name
from tinhuy.importing.saved_files import UnreadableFileError, read_saved

NAME = HOST.removeprefix("https://")
SITE = site_of("sharepoint", articles=(r"^/Pages/tin/[\w-]+\.aspx$", r"^/Pages/chi-tiet\.aspx\?ItemID="))
TOLD = "<!-- Mirrored from {} by HTTrack Website Copier/3.x [XR&CO'2014], Tue, 05 Jul 2022 08:11:22 GMT -->"
AT = datetime(2022, 7, 5, 8, 11, 22, tzinfo=UTC)
HEAD = "date\tsize'/'remotesize\tflags(request:Update,Range state:File response:Modified,Chunked,gZipped)\tstatuscode"
LINE = "18:41:48\t219/219\t---M--\t{}\tadded ('OK')\ttext/html\tetag:%2259%22\t{}\t{}\t(from )\n"
FILE = """name: Tỉnh ủy
level: national
platform: sharepoint
start: [{url: "https://tinhuy.example.vn/tin-tuc"}]
articles: ['^/Pages/tin/[\\w-]+\\.aspx$', '^/Pages/chi-tiet\\.aspx\\?ItemID=']
"""


def page(number: int, comment: str = "") -> str:
    body = "".join(f"<p>{part}</p>" for part in (f"{OPENING} Tin số {number}.", MIDDLE, END))
    return (
        f"<html>{comment}<head><title>{TITLE} {number}</title><meta charset=utf-8></head>"
        f"<body><h1>{TITLE} {number}</h1><div class='ms-rtestate-field'>{body}</div></body></html>"
    )


def write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    os.utime(path, (AT.timestamp(), AT.timestamp()))
    return path


def read(folder: Path, site: Site = SITE, base: str = HOST) -> dict[str, Saved | Skip]:
    copy = Copy(folder, base, site)
    return {path.relative_to(folder).as_posix(): copy.read(path) for path in files(folder)}


def httrack(folder: Path) -> None:
    """A copy by HTTrack: renamed files, a comment in each, its own files beside, and a log."""
    write(folder, "index.html", "<html><!-- Created by HTTrack --><title>Local index - HTTrack</title></html>")
    write(folder, "backblue.gif", "GIF")
    write(folder, "hts-log.txt", "HTTrack3.49-2 launched")
    write(folder, "hts-cache/new.zip", "PK")
    told = TOLD.format(NAME + "/Pages/chi-tiet.aspx?ItemID=7&amp;x=1".replace("&amp;", "&"))
    write(folder, f"{NAME}/Pages/chi-tiet3f2a.html", page(7, told))
    write(folder, f"{NAME}/Pages/tin/hai.html", page(2))
    write(folder, f"{NAME}/Pages/tin/hong.html", "<html><body><p>Not Found</p></body></html>")
    write(
        folder,
        f"{NAME}/Pages/tin/cu.html",
        "<html><!-- Created by HTTrack Website Copier --><title>Page has moved</title>",
    )
    write(folder, f"{NAME}/tin-tuc.html", f"<html>{TOLD.format(NAME + '/tin-tuc')}<body><p>Danh sách</p></body></html>")
    write(folder, f"{NAME}/lien-he.html", f"<html>{TOLD.format(NAME + '/lien-he')}<body><p>Liên hệ</p></body></html>")
    write(folder, f"{NAME}/anh.jpg", "JFIF")
    write(folder, "khac.example.vn/a.html", page(9))
    root = "/home/u/websites/tinh uy"
    write(folder, "hts-cache/new.txt", "".join((
        HEAD + "\tstatus ('servermsg')\tMIME\tEtag|Date\tURL\tlocalfile\t(from URL)\n",
        LINE.format(200, f"{HOST}/Pages/tin/hai.aspx", f"{root}/{NAME}/Pages/tin/hai.html"),
        LINE.format(404, f"{NAME}/Pages/tin/hong.aspx", f"{NAME}/Pages/tin/hong.html"),
    )))  # fmt: skip


def test_a_copy_by_httrack(tmp_path: Path) -> None:
    httrack(tmp_path)
    found = read(tmp_path)
    article = found.pop(f"{NAME}/Pages/chi-tiet3f2a.html")
    assert isinstance(article, Saved)
    assert (article.url, article.role, article.at) == (f"{HOST}/Pages/chi-tiet.aspx?ItemID=7", Role.ITEM, AT)
    logged = found.pop(f"{NAME}/Pages/tin/hai.html")
    assert isinstance(logged, Saved) and (logged.url, logged.at) == (f"{HOST}/Pages/tin/hai.aspx", AT)
    listed = found.pop(f"{NAME}/tin-tuc.html")
    assert isinstance(listed, Saved) and listed.role is Role.LIST
    assert Counter(found.values()) == {
        Skip.TOOL: 5,
        Skip.STATUS: 1,
        Skip.MOVED: 1,
        Skip.NO_ARTICLE: 1,
        Skip.NO_PAGE: 1,
        Skip.OTHER_HOST: 1,
    }


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("Pages/tin/mot.aspx", "/Pages/tin/mot.aspx"),
        ("Pages/tin/mot.aspx.html", "/Pages/tin/mot.aspx"),
        ("Pages/chi-tiet.aspx?ItemID=5", "/Pages/chi-tiet.aspx?ItemID=5"),
        ("Pages/chi-tiet.aspx?ItemID=5.html", "/Pages/chi-tiet.aspx?ItemID=5"),
        ("Pages/chi-tiet.aspx@ItemID=5.html", "/Pages/chi-tiet.aspx?ItemID=5"),
        ("Pages/chi-tiet.aspx%3FItemID=5", "/Pages/chi-tiet.aspx?ItemID=5"),
        ("index.html", "/"),
        ("a#b:c.aspx", "/a%23b:c.aspx"),
        ("Pages/hội nghị.aspx", "/Pages/h%E1%BB%99i%20ngh%E1%BB%8B.aspx"),
    ],
)
def test_names_that_wget_gives(name: str, url: str) -> None:
    assert by_name(PurePosixPath(name), HOST + "/", SITE).url == HOST + url


def test_names_of_folders_that_are_articles() -> None:
    path = PurePosixPath("2022/06/23/hoi-nghi/index.html")
    assert by_name(path, HOST + "/", SITES["wordpress"]).url == f"{HOST}/2022/06/23/hoi-nghi/"
    assert by_name(PurePosixPath("index.html?p=12"), HOST + "/", SITES["wordpress"]).url == f"{HOST}/?p=12"


def test_a_copy_by_wget_with_and_without_the_hosts_folder(tmp_path: Path) -> None:
    write(tmp_path / "a", f"www.{NAME}/Pages/tin/mot.aspx.html", page(1))
    write(tmp_path / "a", f"www.{NAME}/Pages/tin/mot.aspx.html.orig", page(1).replace("Tin số", "Nguyên bản số"))
    write(tmp_path / "a", f"www.{NAME}/robots.txt", "User-agent: *")
    write(tmp_path / "a", f"www.{NAME}/Pages/chi-tiet.aspx?ItemID=5&tep=x.pdf", page(5))
    write(tmp_path / "b", "Pages/tin/mot.aspx", page(1))
    inside = read(tmp_path / "a")
    first = inside[f"www.{NAME}/Pages/tin/mot.aspx.html"]
    assert isinstance(first, Saved) and first.url == f"{HOST}/Pages/tin/mot.aspx"
    assert "Nguyên bản số 1" in first.body.decode()
    assert isinstance(inside[f"www.{NAME}/Pages/chi-tiet.aspx?ItemID=5&tep=x.pdf"], Saved)
    assert Counter(one for one in inside.values() if isinstance(one, Skip)) == {Skip.TOOL: 1, Skip.NO_PAGE: 1}
    (alone,) = read(tmp_path / "b").values()
    assert isinstance(alone, Saved) and (alone.url, alone.at) == (f"{HOST}/Pages/tin/mot.aspx", AT)


def test_a_page_in_utf_16_and_one_that_is_packed(tmp_path: Path) -> None:
    """The body stays as it came; only to tell what it is, it is decoded."""
    told = TOLD.format(NAME + "/Pages/tin/bai 1.aspx")
    for charset, mark in (("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE)):
        path = write(tmp_path, "Pages/tin/mot.html", "")
        path.write_bytes(mark + page(1, told).encode(charset))
        (found,) = read(tmp_path, site_of("sharepoint", articles=(r"^/Pages/tin/",))).values()
        assert isinstance(found, Saved) and found.url == f"{HOST}/Pages/tin/bai%201.aspx"
        assert found.body == path.read_bytes()
    path.write_bytes(gzip.compress(page(1).encode()))
    write(tmp_path, "Pages/tin/hai.aspx.gz", "").write_bytes(gzip.compress(page(2).encode()))
    packed = read(tmp_path)
    assert packed == {
        "Pages/tin/mot.html": packed["Pages/tin/mot.html"],
        "Pages/tin/hai.aspx.gz": Saved(f"{HOST}/Pages/tin/hai.aspx", Role.ITEM, ANY, page(2).encode()),
    }


def test_what_wget_fetched_again_is_the_same_page_or_a_later_capture(tmp_path: Path) -> None:
    write(tmp_path, "Pages/tin/mot.aspx", page(1))
    write(tmp_path, "Pages/tin/mot.aspx.1", page(1))
    write(tmp_path, "Pages/tin/mot.aspx.2", page(1).replace("Tin số", "Tin mới số"))
    write(tmp_path, "Pages/tin/hai.aspx.1", page(2))
    found = read(tmp_path, site_of("sharepoint", articles=(r"^/Pages/tin/",)))
    assert found["Pages/tin/mot.aspx.1"] is Skip.COPY
    assert {name: one.url for name, one in found.items() if isinstance(one, Saved)} == {
        "Pages/tin/mot.aspx": f"{HOST}/Pages/tin/mot.aspx",
        "Pages/tin/mot.aspx.2": f"{HOST}/Pages/tin/mot.aspx",
        "Pages/tin/hai.aspx.1": f"{HOST}/Pages/tin/hai.aspx.1",
    }


def test_what_is_not_taken_is_named_with_its_reason(tmp_path: Path, database: str) -> None:
    command, copy = seeded(tmp_path, database), tmp_path / "copy"
    write(copy, "Pages/tin/mot.aspx", page(1))
    write(copy, "Pages/tin/rong.aspx", "")
    for number in range(25):
        write(copy, f"anh/{number:02}.jpg", "JFIF")
    said = command.done("import", "mirror", copy, "--base", HOST).err
    assert "Skipped: Pages/tin/rong.aspx: no page" in said
    assert "Skipped: 6 more files: no page" in said


def test_what_is_no_page_of_the_portal(tmp_path: Path) -> None:
    write(tmp_path, "Pages/tin/rong.aspx", "")
    write(tmp_path, "Pages/tin/nhi-phan.aspx", "\x00\x01 không phải HTML")
    (tmp_path / "Pages/tin/lien-ket.aspx").symlink_to(tmp_path / "Pages/tin/rong.aspx")
    assert set(read(tmp_path).values()) == {Skip.NO_PAGE, Skip.NO_FILE}


def test_a_comment_of_another_portal_says_nothing() -> None:
    other, own = TOLD.format("theme.example.com/index.html"), TOLD.format(NAME + "/Pages/tin/a.aspx")
    assert by_comment(other.encode(), HOST, SITE) is None
    origin = by_comment((own + other).encode(), HOST, SITE)
    assert origin is not None and (origin.url, origin.at) == (f"{HOST}/Pages/tin/a.aspx", AT)


def test_a_log_that_is_none(tmp_path: Path) -> None:
    write(tmp_path, "hts-cache/new.txt", "date\n\t\t\n" + LINE.format("x", "", "") + '"\t' * 9)
    assert HTTrackLog.read(tmp_path).find(PurePosixPath("a.html")) is None


def seeded(tmp_path: Path, database: str) -> Tinhuy:
    seeds = tmp_path / "seeds"
    write(seeds, "sites/tinhuy.yaml", FILE)
    (seeds / "platforms").symlink_to(Path(__file__).parents[3] / "seeds" / "platforms")
    return tinhuy(tmp_path, seeds, database).here


def test_from_a_copy_to_articles_once(tmp_path: Path, database: str, conn: Connection) -> None:
    command, copy = seeded(tmp_path, database), tmp_path / "copy"
    httrack(copy)
    *left, said = command.done("import", "mirror", copy, "--base", HOST, "--json").lines
    assert {"file": f"{NAME}/anh.jpg", "skipped": "no page"} in left
    assert Counter(one["skipped"] for one in left) == said["skipped"]
    assert said["stored"] == {"item": 2, "list": 1}
    assert sum(said["skipped"].values()) == len(files(copy)) - 3
    assert said["changes"] == {"new": 2}
    read = "SELECT url, title, captured_at FROM articles ORDER BY url"
    assert [tuple(row.values()) for row in rows(database, read)] == [
        (f"{HOST}/Pages/chi-tiet.aspx?ItemID=7", f"{TITLE} 7", AT),
        (f"{HOST}/Pages/tin/hai.aspx", f"{TITLE} 2", AT),
    ]
    assert column(database, "SELECT DISTINCT status FROM snapshot") == [200]

    os.utime(copy / NAME / "Pages/tin/hai.html")
    conn.execute(text("INSERT INTO takedown (page_id, reason) SELECT id, 'x' FROM articles WHERE url LIKE '%hai%'"))
    conn.commit()
    *_, again = command.done("import", "mirror", copy, "--base", HOST, "--site", "tinhuy", "--json").lines
    assert (again["stored"], again["changes"]) == ({}, {})
    assert (again["skipped"]["already there"], again["skipped"]["taken down"]) == (2, 1)
    assert column(database, "SELECT count(*) FROM snapshot") == [3]


def test_bad_usage(tmp_path: Path, database: str) -> None:
    command = seeded(tmp_path, database)
    (tmp_path / "empty").mkdir()
    for words, code, said in (
        ((tmp_path / "none", "--base", HOST), 2, "is not a folder"),
        ((tmp_path / "empty", "--base", "https://khac.vn"), 2, "is the portal of no site"),
        ((tmp_path / "empty", "--base", "https://khac.vn", "--site", "tinhuy"), 2, "no address of tinhuy's portal"),
    ):
        ran = command("import", "mirror", *words)
        assert (ran.code, said in ran.err) == (code, True), ran.err


def test_nothing_outside_the_copy_is_read(tmp_path: Path) -> None:
    """Links out of it, also beside a page as wget leaves them, pipes and folders that are links."""
    copy, outside = tmp_path / "copy", tmp_path / "outside"
    write(outside, "secret.aspx", page(9))
    write(copy, "Pages/tin/bai-1.aspx", page(1))
    (copy / "Pages/tin/bai-1.aspx.orig").symlink_to(outside / "secret.aspx")
    (copy / "Pages/tin/bai-2.aspx").symlink_to(outside / "secret.aspx")
    (copy / "Pages/tin/inside").symlink_to(outside)
    os.mkfifo(copy / "Pages/tin/bai-3.aspx")
    found = read(copy)
    first = found["Pages/tin/bai-1.aspx"]
    assert isinstance(first, Saved)
    assert "Tin số 1." in first.body.decode()
    assert found["Pages/tin/bai-2.aspx"] is Skip.NO_FILE
    assert found["Pages/tin/bai-3.aspx"] is Skip.NO_FILE
    with pytest.raises(UnreadableFileError, match="is not in"):
        read_saved(copy / "Pages/tin/inside/secret.aspx", below=copy)
    with pytest.raises(UnreadableFileError, match="can't be read"):
        read_saved(copy / "Pages/tin/bai-2.aspx", below=copy)


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/stdin", "fifo", "."])
def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path, path: str) -> None:
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(UnreadableFileError, match=r"not a regular file|is a folder|can't be read"):
        read_saved(tmp_path / path)


def test_fields_that_httrack_would_not_write(tmp_path: Path) -> None:
    """A log of a copy that somebody changed, a date that no calendar has, and names that are no UTF-8."""
    wrong = "a\tb\t" + "x" * 200_000 + "\n" + LINE.format("9" * 5_000, "http://[x", "tin/1.html")
    write(tmp_path, "hts-cache/new.txt", HEAD + "\n" + wrong + LINE.format("\u0664\u0660\u0664", "http://[x", "a.html"))
    write(tmp_path, "Pages/tin/bai-1.aspx", page(1, TOLD.format(NAME).replace("05 Jul 2022", "99 Xxx 9999")))
    (tmp_path / os.fsdecode(b"b\xe0i.html")).write_text(page(2), encoding="utf-8")
    os.utime(tmp_path / "Pages/tin/bai-1.aspx", (10**15, 10**15))
    found = read(tmp_path)
    assert isinstance(found["Pages/tin/bai-1.aspx"], Saved)
    assert len(found) == 3
