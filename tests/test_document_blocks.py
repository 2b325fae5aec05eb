"""Every command of the documents' shell blocks is run, in their order, and what it prints is checked as far as it is
stable. Left out are `make` and what it makes, whose targets another test knows, and Docker.
"""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psycopg
import pytest
from psycopg import sql

from corpus.database.dsn import parameters, with_database
from tests.conftest import clone
from tests.crawler.small_portal import SmallPortal, serve, write_site
from tests.test_documents import commands, read
from tests.tinhuy.commands import Ran, Tinhuy, tinhuy
from tests.tinhuy.corpora import column
from tests.tinhuy.probe import home_made

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("document blocks")]

BLOCKS = ("README.md", "CONTRIBUTING.md", "docs/operations.md")
PARAGRAPH = (
    "Hội nghị Tỉnh ủy tổng kết việc thực hiện Nghị quyết số 27-NQ/TU về xây dựng Đảng và hệ thống chính trị "
    "trong sạch, vững mạnh, bàn nhiệm vụ của năm sau và khen thưởng các tập thể, cá nhân có thành tích."
)


@dataclass
class World:
    """Two portals, a corpus, and the place where a reader types."""

    portal: SmallPortal
    """Of the site hanam."""
    unknown: SmallPortal
    """That has no site file yet."""
    command: Tinhuy
    room: Path
    server: str
    database: str

    def ids(self) -> list[int]:
        return column(self.database, "SELECT page_id FROM article WHERE site = 'hanam' ORDER BY page_id")


@pytest.fixture(scope="module")
def world(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    room = tmp_path_factory.mktemp("documents")
    with ExitStack() as stack:
        database = stack.enter_context(clone(server))
        portal = stack.enter_context(serve(SmallPortal()))
        fill(portal)
        unknown = stack.enter_context(serve(home_made.build(SmallPortal())))
        keys = {"state": "verified", "name": "Tỉnh ủy Hà Nam", "schedule": "'0 0 1 1 *'"}
        write_site(room / "seeds", "hanam", portal.url, **keys)
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.chdir(room)
        files(room, portal)
        command = tinhuy(room / "home", room / "seeds", database)
        yield World(portal, unknown, command, room, server, database)


def paragraph(random: Random) -> str:
    """A paragraph that no other one equals, in its words too: what recurs from page to page is no article's."""
    words = PARAGRAPH.split()
    return f"{PARAGRAPH} {' '.join(random.sample(words, len(words)))}."


def fill(portal: SmallPortal) -> None:
    portal.fill(24, per_page=12)
    for number in range(1, 25):
        text = "".join(f"<p>{paragraph(Random(6 * number + part))}</p>" for part in range(6))
        title = f"Hội nghị Tỉnh ủy lần thứ {number} về xây dựng Đảng"
        head = f"<html lang='vi'><head><title>{title}</title></head>"
        date = f"<div class='date'>Ngày {max(1, 30 - number)}/06/2025</div>"
        body = f"<body><div class='box'><h1>{title}</h1>{date}<div class='text'>{text}</div></div></body></html>"
        portal.put(f"/tin/bai-{number}.html", head + body)


def files(room: Path, portal: SmallPortal) -> None:
    """What the documents' reader has lying about."""
    page = portal.pages["/tin/bai-1.html"][2]
    (room / "page.html").write_bytes(page)
    (room / "report.txt").write_text("Hội nghị giao ban quý II\n\n" + "\n\n".join([PARAGRAPH] * 4), encoding="utf-8")
    (room / "DIR" / "tin").mkdir(parents=True)
    (room / "DIR" / "tin" / "bai-99.html").write_bytes(page)


STABLE: dict[str, tuple[str, ...]] = {
    "sites": ("hanam", "Tỉnh ủy Hà Nam", "verified"),
    "crawl --all": ("found", "fetched", "finished"),
    "sites check hanam": ("all of it holds",),
    "sites check hanam --verify": ("state: verified",),
    "schedule": ("hanam",),
    "run hanam": ("done",),
    "status": ("12 weeks", "1 site: 1 learning.", "24 articles."),
    "status --problems": ("0 sites.",),
    "status hanam": ("24 fetched, 0 to be fetched", "Lists", "all that the page names was known"),
    "review ID": ("Nothing waits for review.",),
    "sites rekey hanam --dry-run": ("Nothing was written.",),
    "sites rename hanam ninhbinh": ("If the site's URL rules changed too",),
    "sites retire hanam": ("hanam is retired.",),
    "normalize hanam --again": ("unchanged",),
    "search hoi nghi tinh uy": ("Hội nghị Tỉnh ủy lần thứ", "/tin/bai-"),
    "search Hội nghị Tỉnh ủy": ("Hội nghị Tỉnh ủy lần thứ",),
    "search 27-NQ/TU": ("27-NQ/TU",),
    "search --cites 27-NQ/TU": ("Hội nghị Tỉnh ủy lần thứ",),
    "show ID": ("Hội nghị Tỉnh ủy lần thứ", "published", "[cites] 27-NQ/TU"),
    "show ID --source": ("<h1>Hội nghị Tỉnh ủy lần thứ",),
    "export --output articles.jsonl": ("articles written.",),
    "extract page.html --url https://hanam.gov.vn/Pages/tin.aspx --json": ('"title": "Hội nghị Tỉnh ủy lần thứ 1',),
    "import text report.txt --json": ('"title": "Hội nghị giao ban quý II"',),
    "import mirror DIR --base https://hanam.gov.vn": ("stored",),
    "sites new https://PORTAL/": ("127-0-0-1.yaml",),
    "db verify": (" 0 damaged.",),
    "db dump tinhuy.dump": ("tinhuy.dump: ",),
    "db restore tinhuy.dump": ("Restored ",),
    "storage": ("rows", "The database takes"),
    "storage thin --dry-run": ("Nothing was deleted.",),
    "metrics --once": ("tinhuy_up 1.0", 'tinhuy_pages{site="hanam",state="fetched"}'),
}
"""What a command prints whatever the corpus; the others must end with 0."""
ALLOW = ("--allow-private", "--delay", "0")
MORE: dict[str, tuple[str, ...]] = {
    "crawl https://PORTAL/": ALLOW,
    "sites new https://PORTAL/": ALLOW,
    "sites new https://PORTAL/ --id ID": ALLOW,
    "takedown ID --reason theo yêu cầu": ("--yes",),  # it asks on a terminal
    "metrics": ("--port", "0"),
    "metrics --host 0.0.0.0 --port 9108": ("--port", "0"),
}
"""What a reader of the test's portal has to say besides."""


def run_all(world: World, name: str) -> None:
    for words in commands(read(name)):
        if words[0] == "tinhuy":
            run(world, words[1:], "moi" if name == "CONTRIBUTING.md" else None)


def run(world: World, words: list[str], new: str | None) -> None:
    line = " ".join(words)
    given = [*(filled(world, word, words, new) for word in words), *MORE.get(line, ())]
    given = [name for word in given for name in expanded(world, word)]
    special = SPECIAL.get(line)
    ran = special(world, given) if special else world.command.here(*given)
    assert ran.code == 0, f"tinhuy {line}\n{ran.out}{ran.err}"
    said = " ".join((ran.out + ran.err).split())
    assert [words for words in STABLE.get(line, ()) if " ".join(words.split()) not in said] == [], f"{line}\n{said}"


def expanded(world: World, word: str) -> list[str]:
    """Expand a word such as *.txt, as a shell does."""
    return sorted(map(str, world.room.glob(word))) if word.startswith("*.") else [word]


def filled(world: World, word: str, words: list[str], new: str | None) -> str:
    """A word of a command with what stands for something put in its place."""
    article = (
        str(world.ids()[-1 if words[0] == "takedown" else 0]) if world.database and "ID" in word and not new else ""
    )
    for what, real in (
        ("https://PORTAL/ARTICLE", world.unknown.url + home_made.article("thoi-su", 1)),
        ("https://PORTAL/", f"{world.unknown.url}/"),
        ("QUERY", "hoi nghi"),
    ):
        word = word.replace(what, real)
    if words[:2] == ["import", "mirror"]:
        word = word.replace("https://hanam.gov.vn", world.portal.url)
    return word.replace("ID", new or article) if word in ("ID", "'ID'") or "'ID'" in word else word


@contextmanager
def background(world: World, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    process = world.command.start(*words)
    assert process.stderr is not None
    process.stderr.readline()  # it says that it starts
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=40)


def with_worker(world: World, words: list[str]) -> Ran:
    """While a worker works, as the document has told to start one."""
    with background(world, "worker", "--grace", "10"):
        return world.command(*words)


def until_told_to_stop(world: World, words: list[str]) -> Ran:
    """A command that serves until SIGTERM, and then ends well."""
    process = world.command.start(*words)
    assert process.stderr is not None
    first = process.stderr.readline()  # it says that it serves
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=40)
    return Ran(process.returncode, out.decode(), (first + err).decode())


def renamed(world: World, words: list[str]) -> Ran:
    """With the file that the document says there must be; afterwards the site has its old name."""
    sites = world.room / "seeds" / "sites"
    (sites / "ninhbinh.yaml").write_bytes((sites / "hanam.yaml").read_bytes())
    ran = world.command.here(*words)
    world.command.here.done("sites", "rename", "ninhbinh", "hanam")
    (sites / "ninhbinh.yaml").unlink()
    return ran


def retired(world: World, words: list[str]) -> Ran:
    """Afterwards it is crawled as before."""
    file = world.room / "seeds" / "sites" / "hanam.yaml"
    before = file.read_bytes()
    ran = world.command.here(*words)
    file.write_bytes(before)
    return ran


def queued(world: World, words: list[str]) -> Ran:
    ran = world.command.here(*words)
    with background(world, "worker", "--grace", "10"):
        until = time.monotonic() + 60
        while world.command.here.done("jobs", "--waiting", "--doing", "--json").lines and time.monotonic() < until:
            time.sleep(0.3)
    assert world.command.here.done("jobs", "--failed", "--json").lines == []
    return ran


def elsewhere(world: World, words: list[str]) -> Ran:
    """Into a database that is not there yet."""
    name = "restored_by_document"
    command = tinhuy(world.room / "home", world.room / "seeds", with_database(world.server, name))
    try:
        return command.here(*words)
    finally:
        with psycopg.connect(**parameters(world.server), autocommit=True) as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def psql(world: World, words: list[str]) -> Ran:
    """In a process of its own: it becomes psql."""
    return world.command(*words)


PSQL = [words for name in BLOCKS for words in commands(read(name)) if words[:3] == ["tinhuy", "db", "psql"]]
SPECIAL: dict[str, Callable[[World, list[str]], Ran]] = {
    "worker": until_told_to_stop,
    "metrics": until_told_to_stop,
    "metrics --host 0.0.0.0 --port 9108": until_told_to_stop,
    "run hanam": with_worker,
    "sites rename hanam ninhbinh": renamed,
    "sites retire hanam": retired,
    "normalize hanam --again --queue": queued,
    "db restore tinhuy.dump": elsewhere,
    **{
        " ".join(words[1:]): psql
        for name in BLOCKS
        for words in commands(read(name))
        if words[:3] == ["tinhuy", "db", "psql"]
    },
}


@pytest.mark.parametrize("name", BLOCKS)
def test_every_command_does_what_the_document_says(world: World, name: str) -> None:
    run_all(world, name)
