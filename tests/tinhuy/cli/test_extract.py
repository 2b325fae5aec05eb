"""`tinhuy extract` and `tinhuy import text`: the fixed form that other software reads, and what stands in it."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.small_portal import SEEDS
from tests.normalize.made_portals import Portal
from tests.normalize.pages import FIRST, SECOND
from tests.portals.content import SampleArticle
from tests.portals.samples import SAMPLES, write_seeds
from tests.tinhuy.commands import ROOT, Tinhuy, tinhuy
from tests.tinhuy.corpora import column
from tests.tinhuy.texts import CHROME, EXTRACTED, SHARED, WANTED

KEYS = (
    "file kind reason title lead text published_at published_source event_date author source_name section images"
    " attachments language platform page_kind confidence"
).split()
PLATFORMS = {"hanam": "sharepoint", "binhgia": "liferay", "quanlynhanuoc": "wordpress", "vinhhung": "aspnet"}
BASE = "http://tinh.example.vn"
ENGLISH = (
    "<html lang='en'><body><article><h1>Provincial Party Committee meets business leaders</h1><p>On Monday morning the"
    " standing members of the committee met with representatives of local companies and listened to their proposals"
    " about land, taxes and the training of workers in the new industrial parks.</p></article></body></html>"
)


@pytest.fixture
def command(tmp_path: Path) -> Tinhuy:
    return tinhuy(tmp_path, write_seeds(tmp_path / "seeds", dict.fromkeys(SAMPLES, BASE)))


def article(name: str) -> SampleArticle:
    """The first article of a sample portal that has pictures."""
    return next(one for one in SAMPLES[name].articles if one.gold.get("images") and one.page.get("published"))


def save(folder: Path, name: str, address: str) -> Path:
    """A page of a sample portal in a file."""
    path = folder / f"{name}.html"
    path.write_bytes(SAMPLES[name].create_app().test_client().get(address).data)
    return path


def test_pages_of_every_platform_in_the_order_given_and_in_the_fixed_form(command: Tinhuy, tmp_path: Path) -> None:
    files = [save(tmp_path, name, SAMPLES[name].address(article(name))) for name in SAMPLES]
    login = save(tmp_path / "seeds", "hanam", "/Pages/Dang-nhap.aspx")
    packed = tmp_path / "again.html.gz"
    packed.write_bytes(gzip.compress(files[0].read_bytes()))
    given = [*files, login, packed]

    lines = command.done("extract", "--json", *given).lines
    assert [line["file"] for line in lines] == [str(path) for path in given]
    assert all(list(line) == KEYS for line in lines)
    for name, line in zip(SAMPLES, lines, strict=False):
        assert (line["kind"], line["platform"], line["page_kind"]) == ("article", PLATFORMS[name], "article")
        assert {key: line[key] for key in ("title", "lead", "text", "author", "source_name")} == {
            key: article(name).gold[key] for key in ("title", "lead", "text", "author", "source_name")
        }
        assert line["published_at"][:10] == str(article(name).gold["published_at"])[:10]
    assert lines[5] == {**lines[0], "file": str(packed)}
    rejection = {"file": str(login), "kind": "rejection", "reason": "login", "platform": "sharepoint"}
    empty: dict[str, Any] = {**dict.fromkeys(KEYS), "section": [], "images": [], "attachments": []}
    assert {**lines[4], "page_kind": None} == {**empty, **rejection}


def test_address_and_site_make_links_whole_and_rules_exact(command: Tinhuy, tmp_path: Path) -> None:
    wanted = article("hanam")
    address = SAMPLES["hanam"].address(wanted)
    page = save(tmp_path, "hanam", address)
    line = command.done("extract", "--json", page, "--url", BASE + address, "--site", "hanam").lines[0]
    assert line["images"] == [{**image, "url": BASE + image["url"]} for image in wanted.gold["images"]]
    assert line["section"] == wanted.gold["section"]
    assert line["published_at"] == f"{wanted.gold['published_at'][:16]}:00+07:00"
    assert line["published_source"] == "selector"
    assert line["event_date"] == str(wanted.gold["event_date"])


@pytest.mark.parametrize(("language", "kind"), [("vi", "rejection"), ("en", "article"), ("any", "article")])
def test_language_says_which_pages_are_wanted(command: Tinhuy, tmp_path: Path, language: str, kind: str) -> None:
    (tmp_path / "trang.html").write_text(ENGLISH, "utf-8")
    line = command.done("extract", "--json", "--language", language, tmp_path / "trang.html").lines[0]
    assert line["kind"] == kind
    assert (line["language"], line["reason"]) == (("en", None) if kind == "article" else (None, "other language"))


def test_for_people_the_article_is_printed_as_text(command: Tinhuy, tmp_path: Path) -> None:
    said = command.done("extract", save(tmp_path, "hanam", SAMPLES["hanam"].address(article("hanam")))).out
    gold = article("hanam").gold
    assert said.startswith(gold["title"]) and gold["text"].strip() in said
    assert gold["images"][0]["caption"] in said


def test_an_extracted_text_gives_its_fields_and_is_kept_once(tmp_path: Path, database: str) -> None:
    command = tinhuy(tmp_path, SEEDS, database)
    (tmp_path / "trang.txt").write_text(EXTRACTED, "utf-8")
    (tmp_path / "ban-sao.txt").write_text(EXTRACTED, "utf-8")
    lines = command.done("import", "text", "--json", tmp_path / "trang.txt", tmp_path / "ban-sao.txt").lines
    assert [list(line) for line in lines] == [KEYS, KEYS]
    assert lines[0] == {**WANTED, "file": str(tmp_path / "trang.txt")}
    assert lines[1] == {**WANTED, "file": str(tmp_path / "ban-sao.txt")}
    assert command("import", "text", tmp_path / "trang.txt", tmp_path / "khong-co.txt").code == 1
    for table in ("page", "snapshot", "article"):
        assert column(database, f"SELECT count(*) FROM {table}") == [1]  # noqa: S608
    assert column(database, "SELECT site FROM article") == ["_import"]
    hit = command.done("search", "huyen uy tam duong", "12-HD/HU", "--json").lines
    assert [one["title"] for one in hit] == [WANTED["title"]]


def test_lines_that_several_texts_of_a_portal_have_are_its_chrome(tmp_path: Path, database: str) -> None:
    command = tinhuy(tmp_path, SEEDS, database)
    head, foot = "Cổng tin của huyện nhà, số ra hằng tuần", "Đường dây nóng của huyện nhà"
    for number in "12345":
        title = f"Huyện ủy họp phiên thứ {number} trong năm"
        body = [f"{sentence} Đây là phiên thứ {number} của năm." for sentence in (FIRST, SECOND)]
        text = "\n\n".join((head, title, *body, foot))
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    files = sorted(tmp_path.glob("[1-5].txt"))
    lines = command.done("import", "text", "--json", "--site", "hanam", *files).lines
    assert [line["title"] for line in lines] == [f"Huyện ủy họp phiên thứ {number} trong năm" for number in "12345"]
    assert [one for one in (head, foot) for line in lines if one in line["text"]] == []
    command.done("normalize", "--again", "hanam")
    assert column(database, "SELECT text FROM article ORDER BY title") == [line["text"] for line in lines]


def test_the_five_shared_texts_give_five_articles(tmp_path: Path, database: str) -> None:
    folder = Path(os.environ.get("TINHUY_SHARED") or ROOT.parent / "shared") / "seeds"
    if not folder.is_dir():
        pytest.skip(f"the shared texts are not at {folder}; TINHUY_SHARED says where they are")
    files = sorted(folder.glob("*.txt"))
    lines = tinhuy(tmp_path, SEEDS, database).done("import", "text", "--json", *files).lines
    assert {Path(line["file"]).name[:3]: _facts(line) for line in lines} == SHARED
    for line in lines:
        assert line["published_at"] is None
        assert [word for word in CHROME if word in line["text"]] == []
        assert line["title"] not in line["text"]
        assert not line["text"].endswith("/.")
        assert not any(image["caption"] in line["text"].split("\n\n") for image in line["images"])
    assert column(database, "SELECT count(*) FROM article") == [5]


def _facts(line: dict[str, Any]) -> tuple[Any, ...]:
    return line["title"], line["section"], (line["event_date"], line["author"], line["source_name"])


def test_files_of_one_portal_teach_what_recurs_on_them(command: Tinhuy, tmp_path: Path) -> None:
    portal = Portal("boxes", 12)
    for story in portal.stories:
        (tmp_path / f"{story.number}.html").write_text(portal.html(story), "utf-8")
    files = [tmp_path / f"{story.number}.html" for story in portal.stories]
    taught = command.done("extract", "--json", "--learn", *files)
    assert "learned from 12 pages, of which 12 show one template" in taught.err
    said = ["\n\n".join(filter(None, (line["lead"], line["text"]))) for line in taught.lines]
    assert said == ["\n\n".join(story.paragraphs) for story in portal.stories]
    few = command.done("extract", "--json", "--learn", *files[:3])
    assert "No layout was learned: fewer than 8 of the files show one kind of page." in " ".join(few.err.split())
