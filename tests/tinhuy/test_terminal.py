"""What a portal says is shown by a terminal, and never obeyed; brackets are brackets."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
from rich.table import Table

from corpus import logs
from corpus.search.highlight import Highlighted, highlight
from corpus.search.query import Term
from corpus.search.search import Hit
from tinhuy import terminal
from tinhuy.cli.reading import search
from tinhuy.terminal import Terminal

HOSTILE = "Huyện\x1b]0;PWN\x07\x1b[31m ủy \x9b35m\r\x85 \u202egnahn\u2066 \x7f \\[/red] [bold]xã[/] [link=a]\\"
OBEYED = re.compile("[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\x1b(?!\\[[0-9;]*m)")
"""Anything but Rich's own colours."""


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the commands print, as on a terminal with colours."""
    file = io.StringIO()
    console = Terminal(file=file, force_terminal=True, color_system="standard", width=200)
    monkeypatch.setattr(terminal, "out", console)
    monkeypatch.setattr(search, "out", console)
    yield file


def test_lines_tables_and_titles(shown: io.StringIO) -> None:
    terminal.out.print(HOSTILE, style="bold")
    terminal.print_table(["site", HOSTILE], [["hanam", HOSTILE], [None, 3]], title=HOSTILE)
    table = Table(title=HOSTILE)
    table.add_column(HOSTILE)
    table.add_row(HOSTILE)
    terminal.out.print(table)
    text = shown.getvalue()
    assert not OBEYED.search(text)
    assert "\x1b[31m" not in text
    assert text.count("\\[/red] [bold]xã[/] [link=a]\\") >= 3


def test_what_search_finds(shown: io.StringIO) -> None:
    r"""A title with `\\\` before the word that is marked, among others."""
    title = "Họp \\\\\\zqkhuyen ủy [/] " + HOSTILE
    marked = highlight(title, [Term(("zqkhuyen",))])
    hit = Hit(1, "hanam", "https://a.vn/\x1b[31m", marked, True, Highlighted(HOSTILE), None, None, 1.0)
    search.print_hit(hit)
    text = shown.getvalue()
    assert not OBEYED.search(text)
    assert "Họp \\\\\\" in text
    assert "zqkhuyen" in text


def test_json_says_the_same_and_shows_it(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_json({"title": HOSTILE})
    printed = capsys.readouterr().out
    assert not OBEYED.search(printed.rstrip("\n"))
    assert json.loads(printed) == {"title": HOSTILE}


def test_logs_and_their_tracebacks() -> None:
    factory, made = logging.getLogRecordFactory(), io.StringIO()
    handler = logging.StreamHandler(made)
    logger = logging.getLogger("tinhuy.test_terminal")
    logger.addHandler(handler)
    logger.propagate = False
    logging.setLogRecordFactory(logs._Record)
    try:
        logger.error("redirected to %s", HOSTILE)
        try:
            raise ValueError(HOSTILE)
        except ValueError:
            logger.exception("It failed")
    finally:
        logging.setLogRecordFactory(factory)
        logger.removeHandler(handler)
    text = made.getvalue()
    assert "\x1b" not in text
    assert not OBEYED.search(text)
    assert text.count("[bold]xã") == 2
