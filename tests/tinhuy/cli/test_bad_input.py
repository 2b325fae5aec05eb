"""Bad input, as a table: what is asked → exit code → a message that names the thing and says what to do about it.

2 is for what was refused before anything was done, 1 for what failed. A page that is no article is a result: 0.
"""

from __future__ import annotations

import gzip
import socket
import unicodedata
from pathlib import Path

import pytest

from tests.crawler.small_portal import SEEDS, write_site
from tests.tinhuy.commands import Ran, Tinhuy, tinhuy

BODY = "Sáng 19/6/2024, Huyện ủy tổ chức hội nghị giao ban quý II với bí thư đảng ủy các xã, thị trấn trong huyện."
PAGE = (
    f"<html><head><meta charset='utf-8'></head><body><article><h1>Hội nghị giao ban quý II</h1><p>{BODY}</p></article>"
)


@pytest.fixture
def bare(tmp_path: Path) -> Tinhuy:
    """The command without any database, over a seeds folder with one good and some broken site files."""
    write_site(tmp_path / "seeds", "hanam", "http://127.0.0.1:9")
    sites = tmp_path / "seeds" / "sites"
    good = (sites / "hanam.yaml").read_text("utf-8")
    (sites / "hong.yaml").write_text("name: Cổng\n\nlevel: cấp: huyện\n", "utf-8")
    (sites / "khoa-la.yaml").write_text(good + "shedule: hourly\n", "utf-8")
    (sites / "mau-hong.yaml").write_text(good.replace("bai-", "bai-("), "utf-8")
    return tinhuy(tmp_path, tmp_path / "seeds", closed_address())


def closed_port() -> int:
    """A port of loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def closed_address() -> str:
    """Where no Postgres is, with a password in it."""
    return f"postgresql://nguoi:bi-mat@127.0.0.1:{closed_port()}/kho"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("crawl hanom", ["'hanom'", "Did you mean 'hanam'"]),
        ("crawl xyz", ["'xyz'", "tinhuy sites"]),
        ("crawl", ["Which sites", "--all"]),
        ("crawl hanam --all", ["Which sites", "--all"]),
        ("crawl hong", ["sites/hong.yaml", "line 3", "YAML", "Correct that line"]),
        ("crawl khoa-la", ["sites/khoa-la.yaml", "shedule", "no such key", "CONTRIBUTING.md"]),
        ("crawl mau-hong", ["sites/mau-hong.yaml", "articles", "CONTRIBUTING.md"]),
        ("crawl hanam --since 19/06/2024", ["--since", "19/06/2024", "%Y-%m-%d"]),
        ("crawl hanam --limit nhieu", ["--limit", "integer", "tinhuy crawl -h"]),
        ("crawl hanam --limit -1", ["--limit", "greater than or equal to 0"]),
        ("normalize hanom", ["'hanom'", "Did you mean 'hanam'"]),
        ("extract trang.html --site hanom", ["'hanom'", "Did you mean 'hanam'"]),
        ("extract trang.html --language fr", ["--language", "fr", "'vi', 'en', 'any'"]),
        ("extract", ["files", "-h"]),
        ("serch tinh uy", ["serch", "Did you mean 'search'"]),
        ("--seeds /khong/co sites", ["/khong/co", "no seeds folder", "--seeds"]),
    ],
)
def test_what_can_not_be_asked_is_refused_before_anything_is_done(bare: Tinhuy, asked: str, words: list[str]) -> None:
    refused(bare.here(*asked.split()), 2, words)


def test_one_broken_site_file_does_not_hide_the_others(bare: Tinhuy) -> None:
    ran = bare.here("sites", "--json")
    assert [site["site"] for site in ran.lines] == ["hanam"]
    refused(ran, 1, ["hong.yaml", "khoa-la.yaml", "mau-hong.yaml"])


def test_postgres_down_is_named_without_its_password(bare: Tinhuy) -> None:
    at = bare.env["DATABASE_URL"].partition("@")[2].partition("/")[0]
    for command in ("status", "crawl hanam"):
        refused(bare(*command.split()), 1, [f"kho at {at}", "Start that server", "unset it"])


def test_an_address_that_is_no_postgres_is_refused(tmp_path: Path) -> None:
    refused(
        tinhuy(tmp_path, SEEDS, "mysql://nguoi:bi-mat@kho").here("status"), 2, ["DATABASE_URL", "postgresql://USER"]
    )


def test_a_host_that_can_not_be_reached_fails_the_run(tmp_path: Path, database: str) -> None:
    host = f"127.0.0.1:{closed_port()}"
    write_site(tmp_path / "seeds", "tat", f"http://{host}")
    refused(tinhuy(tmp_path, tmp_path / "seeds", database)("crawl", "tat"), 1, [host, "refused", "logs/crawl-tat.log"])


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        ("search ?! …", 2, ["?! …", "word"]),
        ("show 123456", 2, ["123456", "tinhuy search"]),
        ("show https://hanam.gov.vn/khong-co", 2, ["https://hanam.gov.vn/khong-co", "tinhuy search"]),
        ("status khong-co", 2, ["'khong-co'", "tinhuy sites"]),
        ("search hoi nghi --site khong-co", 2, ["'khong-co'", "tinhuy sites"]),
        ("export --site binhgai", 2, ["'binhgai'", "Did you mean 'binhgia'"]),
        ("storage thin khong-co", 2, ["'khong-co'", "tinhuy sites"]),
        ("storage train khong-co", 2, ["'khong-co'", "tinhuy sites"]),
        ("export -o /khong/co/kho.jsonl", 1, ["/khong/co/kho.jsonl", "Choose another file"]),
    ],
)
def test_what_the_corpus_can_not_answer(tmp_path: Path, database: str, asked: str, code: int, words: list[str]) -> None:
    refused(tinhuy(tmp_path, SEEDS, database).here(*asked.split()), code, words)


def test_a_page_that_is_no_article_is_a_result_with_its_reason(tmp_path: Path) -> None:
    files = {
        "van-ban.pdf": (b"%PDF-1.4\n%%EOF\n", "not HTML"),
        "anh.png": (b"\x89PNG\r\n\x1a\n" + bytes(99), "not HTML"),
        "rong.html": (b"", "empty"),
        "khong.html": (bytes(5000), "empty"),
        "byte.html": (bytes(range(128, 256)) * 40, "undecodable"),
        "ngan.html": (b"<html><body><p>Xin ch\xc3\xa0o", "too short"),
    }
    for name, (body, _) in files.items():
        (tmp_path / name).write_bytes(body)
    ran = tinhuy(tmp_path, SEEDS).done("extract", "--json", *(tmp_path / name for name in files))
    assert {Path(line["file"]).name: line["reason"] for line in ran.lines} == {
        name: reason for name, (_, reason) in files.items()
    }
    assert "not HTML" in tinhuy(tmp_path, SEEDS).done("extract", tmp_path / "van-ban.pdf").out


def test_nul_bytes_and_wrong_charsets_do_not_spoil_an_article(tmp_path: Path) -> None:
    files = {
        "nul.html": PAGE.replace("quý II", "quý\0 II").encode(),
        "windows-1258.html": in_windows_1258(PAGE),
        "charset-la.html": PAGE.replace("charset='utf-8'", "charset='x-vietnam'").encode(),
        "utf-16.html": PAGE.encode("utf-16"),
    }
    for name, body in files.items():
        (tmp_path / name).write_bytes(body)
    ran = tinhuy(tmp_path, SEEDS).done("extract", "--json", *(tmp_path / name for name in files))
    told = {Path(line["file"]).name: (line["title"], line["text"]) for line in ran.lines}
    assert told == dict.fromkeys(files, ("Hội nghị giao ban quý II", BODY))


def test_files_that_can_not_be_read_fail_and_the_others_are_cleaned(tmp_path: Path) -> None:
    (tmp_path / "tot.html").write_text(PAGE, "utf-8")
    (tmp_path / "hong.html.gz").write_bytes(gzip.compress(PAGE.encode())[:-20])
    (tmp_path / "gia.html.gz").write_text(PAGE, "utf-8")
    (tmp_path / "bom.html.gz").write_bytes(gzip.compress(bytes(10_000_000)) * 100)  # a gigabyte of nothing
    names = ("khong-co.html", "hong.html.gz", "gia.html.gz", "bom.html.gz", "tot.html")
    ran = tinhuy(tmp_path, SEEDS)("extract", "--json", *(tmp_path / name for name in names), tmp_path)
    assert [Path(line["file"]).name for line in ran.lines] == ["tot.html"]
    words = [f"{tmp_path / name} can't be read" for name in names[:3]]
    refused(ran, 1, [*words, "bom.html.gz is too large", "The limit is", f"{tmp_path} is a folder"])


def test_a_file_of_100_mb_is_refused_at_once(tmp_path: Path) -> None:
    large = tmp_path / "lon.html"
    with large.open("wb") as file:
        file.truncate(100_000_000)
    small = tmp_path / "nho.html"
    small.write_text(PAGE, "utf-8")
    _, work_on_a_small_one, _ = tinhuy(tmp_path, SEEDS).measured("extract", small)
    ran, seconds, memory = tinhuy(tmp_path, SEEDS).measured("extract", large)
    refused(ran, 1, [f"{large} is too large", "100,000,000 bytes", "The limit is"])
    assert seconds < 2 * work_on_a_small_one
    assert memory < 300_000_000


def in_windows_1258(text: str) -> bytes:
    """`text` in that charset, which writes tones as characters of their own."""

    def encoded(char: str) -> bytes:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        rest = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        return (rest + tones).encode("cp1258")

    return b"".join(map(encoded, text))


def refused(ran: Ran, code: int, words: list[str]) -> None:
    """The exit code is right, the message has these words and no password, and nobody sees a traceback."""
    assert ran.code == code, ran.out + ran.err
    assert [word for word in words if word not in ran.err] == [], ran.err
    assert "Traceback" not in ran.err
    assert "bi-mat" not in ran.err
