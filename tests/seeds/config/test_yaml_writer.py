"""Site files that programs write: what a portal says stays a value or a comment, whatever characters it holds."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.config.strict_yaml import load_strictly
from seeds.config.yaml_writer import file_text, visible

BREAKS = ["\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1b", "\x9b", "\u202e", "\0", "\ufeff"]
TEXTS = st.text(st.sampled_from([*BREAKS, *string.printable, "ữ", "\ud800"]), max_size=30)


@pytest.mark.parametrize("line_break", BREAKS)
def test_a_comment_and_a_value_stay_what_they_are(line_break: str) -> None:
    said = f"pdf{line_break}tls: lax{line_break}notes: us{line_break}# "
    text = file_text({"name": said, "state": "unverified"}, [f"unsure: {said}"])
    assert set(load_strictly(text)) == {"name", "state"}
    assert text.count("\n") == 2
    assert line_break == "\n" or line_break not in text


@given(TEXTS, TEXTS, TEXTS)
def test_whatever_a_portal_says_is_read_as_it_was_written(name: str, section: str, comment: str) -> None:
    keys: dict[str, Any] = {"name": name, "start": [{"url": "https://a.vn/", "section": [section]}], "state": "x"}
    text = file_text(keys, [comment])
    assert load_strictly(text) == visible(keys)
    assert text.splitlines()[0].startswith("# ")
