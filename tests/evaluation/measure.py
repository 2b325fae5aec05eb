"""What a set of pages comes to: the figures of one row of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import mean
from typing import Any

from corpus.articles.records import Article, Outcome
from tests.evaluation.cases import Case, Gold, seen
from tests.evaluation.scoring import Likeness, leaks, likeness, long_sentences

EXACT = ("title", "date", "lead", "author", "event", "section", "images")
"""Figures that are the share of articles whose field equals the gold (the date at least in its day)."""


@dataclass
class Strings:
    """Strings that must be there and are, or aren't, and that must not be there and are: trafilatura's own measure."""

    taken: int = 0
    missed: int = 0
    unwanted: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.taken / max(2 * self.taken + self.missed + self.unwanted, 1)


@dataclass
class Measured:
    """The figures of a set of pages. A page that wrongly became a rejection has scores of 0."""

    name: str
    articles: int = 0
    texts: list[tuple[Likeness, str]] = field(default_factory=list)
    exact: dict[str, list[bool]] = field(default_factory=dict)
    wrong_dates: int = 0
    kinds: list[bool] = field(default_factory=list)
    snippets: list[bool] = field(default_factory=list)
    strings: Strings = field(default_factory=Strings)
    confidences: list[tuple[float, float]] = field(default_factory=list)
    """Of every article that was kept, its confidence and its F1; 0 for a page that is none."""
    leaked: list[str] = field(default_factory=list)
    wrong_kinds: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """The figures that are better the higher they are, by name; what the gold doesn't tell is left out."""
        found = {name: mean(values) for name, values in self.exact.items() if values}
        if self.texts:
            found |= {
                "precision": mean(like.precision for like, _ in self.texts),
                "recall": mean(like.recall for like, _ in self.texts),
                "f1": mean(like.f1 for like, _ in self.texts),
                "worst_f1": self.worst()[0],
            }
        if self.snippets:
            found["snippets"] = mean(self.snippets)
            found["strings_f1"] = self.strings.f1
        if self.kinds:
            found["kind"] = mean(self.kinds)
        found["clean"] = 1 - len(self.leaked) / max(1, self.articles)
        found["no_wrong_date"] = 1 - self.wrong_dates / max(1, self.articles)
        return found

    def worst(self) -> tuple[float, str]:
        """The lowest F1, and which page has it."""
        return min(((like.f1, name) for like, name in self.texts), default=(1.0, "-"))


def measure(name: str, cases: Iterable[Case], clean: Callable[[Case], Outcome], chrome: Iterable[str] = ()) -> Measured:
    """Clean every page and compare with its gold."""
    pages = [(case, clean(case)) for case in cases]
    known = [_whole(case.gold) for case, _ in pages if case.gold]
    others = set[str]().union(*map(long_sentences, known)) if chrome else set()
    found = Measured(name)
    for case, outcome in pages:
        if case.gold is None:
            right = not isinstance(outcome, Article) and (not case.reasons or outcome.reason in case.reasons)
        else:
            right = isinstance(outcome, Article)
            _add(found, case, seen(outcome) if isinstance(outcome, Article) else {})
        found.kinds.append(right)
        if not right:
            found.wrong_kinds.append(f"{case.name}: {_said(outcome)}")
        if isinstance(outcome, Article) and outcome.confidence is not None:
            found.confidences.append((outcome.confidence, found.texts[-1][0].f1 if _has_text(case) else 0.0))
        if isinstance(outcome, Article):
            shown = f"{outcome.title}\n{outcome.lead or ''}\n{outcome.text}"
            found.leaked += [f"{case.name}: {line}" for line in case.must_not if line in shown]
        if isinstance(outcome, Article) and case.gold is not None and chrome:
            text = f"{outcome.lead or ''}\n{outcome.text}"
            found.leaked += [f"{case.name}: {line}" for line in leaks(text, _whole(case.gold), others, chrome)]
    return found


def _has_text(case: Case) -> bool:
    return case.gold is not None and "text" in case.gold


def _add(found: Measured, case: Case, got: dict[str, Any]) -> None:
    gold = case.gold or {}
    found.articles += 1
    if "text" in gold:
        # A gold without a lead of its own was made from the container alone, where no sapo stands.
        said = got if "lead" in gold else {"text": got.get("text")}
        found.texts.append((likeness(_whole(said), _whole(gold)), case.name))
    for figure, name in (("title", "title"), ("lead", "lead"), ("author", "author"), ("event", "event_date"),
                         ("section", "section"), ("images", "images")):  # fmt: skip
        if name in gold:
            found.exact.setdefault(figure, []).append(name in got and got[name] == gold[name])
    if "published_at" in gold:
        right = "published_at" in got and _same_moment(
            got["published_at"], gold["published_at"], any_zone=case.any_zone
        )
        found.exact.setdefault("date", []).append(right)
        found.wrong_dates += got.get("published_at") is not None and not right
    wanted, unwanted = case.snippets
    text = " ".join(_whole(got).split())
    there = [" ".join(snippet.split()) in text for snippet in wanted]
    absent = [" ".join(snippet.split()) not in text for snippet in unwanted]
    found.snippets += [*there, *absent]
    found.strings.taken += sum(there)
    found.strings.missed += len(there) - sum(there)
    found.strings.unwanted += len(absent) - sum(absent)


def _whole(fields: Gold) -> str:
    return f"{fields.get('lead') or ''}\n{fields.get('text') or ''}".strip()


def _same_moment(got: date | datetime | None, wanted: date | datetime | None, *, any_zone: bool) -> bool:
    """Equal; where the gold gives a day alone, in its day (`any_zone`: somewhere on earth)."""
    if isinstance(got, datetime) and not isinstance(wanted, datetime):
        days = [(got + timedelta(hours=hours)).date() for hours in ((-19, 0, 7) if any_zone else (0,))]
        return wanted in days
    return got == wanted


def _said(outcome: Outcome) -> str:
    return f"article {outcome.title!r}" if isinstance(outcome, Article) else outcome.reason.value
