"""The rules have another number as soon as they make something else of the same page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.articles.records import Article, Outcome, Reason, Rejection
from tests.normalize import pin_rules
from tests.normalize.pin_rules import COMMAND, LOCK, Lock, Pinned, outcome_hash, read, refusal, write

OLD = Lock(3, {"a": Pinned("file", "one"), "b": Pinned("file", "two")})
CHANGED = Lock(3, {**OLD.pages, "b": Pinned("file", "three")})


def test_output_changes_only_with_the_number() -> None:
    pinned = read()
    assert pinned is not None, f"{LOCK} is missing: run {COMMAND} --first"
    complaint = pinned.complaint(pin_rules.current())
    assert complaint is None, complaint


def test_a_changed_outcome_asks_for_another_number() -> None:
    complaint = OLD.complaint(CHANGED)
    assert complaint is not None
    assert "changed under rules number 3, on 1 pages (b): raise normalize.rules_version.RULES and run" in complaint
    assert refusal(OLD, CHANGED) == complaint


def test_under_another_number_it_only_wants_to_be_pinned() -> None:
    raised = replace(CHANGED, rules=4)
    assert "number 4, what is pinned has 3: run" in (OLD.complaint(raised) or "")
    assert refusal(OLD, raised) is None
    assert "higher number" in (refusal(raised, OLD) or "")


@pytest.mark.parametrize(
    "pages",
    [
        {**OLD.pages, "c": Pinned("file", "new")},
        {"a": OLD.pages["a"]},
        {**OLD.pages, "b": Pinned("edited file", "three")},
    ],
    ids=["added", "removed", "edited"],
)
def test_other_pages_are_no_change_of_the_rules(pages: dict[str, Pinned]) -> None:
    assert "added, edited or removed" in (OLD.complaint(Lock(3, pages)) or "")
    assert refusal(OLD, Lock(3, pages)) is None


def test_what_is_pinned_is_read_back(tmp_path: Path) -> None:
    write(OLD, tmp_path / "lock")
    again = read(tmp_path / "lock")
    assert again == OLD
    assert again is not None and again.complaint(OLD) is None
    assert read(tmp_path / "none") is None
    assert "--first" in (refusal(None, OLD) or "")


def test_the_command_refuses_unless_it_is_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = tmp_path / "lock"
    write(OLD, lock)
    monkeypatch.setattr(pin_rules, "current", lambda: CHANGED)
    monkeypatch.setattr(pin_rules, "read", lambda: read(lock))
    monkeypatch.setattr(pin_rules, "write", lambda now: write(now, lock))
    assert pin_rules.main([]) == 1
    assert "raise normalize.rules_version.RULES" in capsys.readouterr().err
    assert read(lock) == OLD
    assert pin_rules.main(["--first"]) == 0
    assert read(lock) == CHANGED


def test_every_field_of_an_outcome_counts() -> None:
    article = Article("Tựa", "Lời")
    outcomes: list[Outcome] = [
        article,
        replace(article, text="Lời."),
        replace(article, event_date=date(2022, 6, 23)),
        replace(article, flags=("x",)),
        Rejection(Reason.LIST),
        Rejection(Reason.LIST, "ten links"),
        Rejection(Reason.HOME),
    ]
    assert len(set(map(outcome_hash, outcomes))) == len(outcomes)
    assert outcome_hash(article) == outcome_hash(Article("Tựa", "Lời"))
