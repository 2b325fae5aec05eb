"""Holds what a crawl exported against a portal's gold."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.unseen.generator.addresses import normal
from tests.unseen.generator.pages import FORBIDDEN
from tests.unseen.generator.portal import Portal
from tests.unseen.generator.stories import Story

BARS = {"kept": 0.99, "f1": 0.99, "title": 0.99, "date": 0.98, "author": 0.95, "captions": 0.95}
"""The least that the means over all portals may be."""
CEILINGS = {"leaks": 0.005, "wrong_date": 0.002, "extra": 0.2}
"""The most that they may be."""
REQUESTS_A_PAGE, REQUESTS_MORE = 1.5, 10


@dataclass
class Verdict:
    """Figures of one portal: shares of its articles, but `extra` and the requests, which are numbers."""

    seed: str
    articles: int
    pages: int
    asked: int
    kept: float = 0.0
    f1: float = 0.0
    worst: float = 0.0
    leaks: float = 0.0
    title: float = 0.0
    date: float = 0.0
    wrong_date: float = 0.0
    author: float = 0.0
    """Of articles that have a writer, or were given one."""
    captions: float = 0.0
    extra: float = 0.0
    """Kept pages that are no articles, or articles that were kept before."""
    forbidden: int = 0
    """Requests that robots.txt forbids."""
    problems: list[str] = field(default_factory=list)

    def found(self) -> bool:
        """Tell whether all articles were kept, nothing else, and with few enough requests."""
        return self.kept == 1 and not self.extra and self.thrifty()

    def thrifty(self) -> bool:
        return self.asked <= REQUESTS_A_PAGE * self.pages + REQUESTS_MORE and not self.forbidden

    def line(self) -> str:
        """The verdict in one line of text."""
        names = ("kept", "f1", "worst", "leaks", "title", "date", "wrong_date", "author", "captions")
        figures = " ".join(f"{name} {getattr(self, name):.3f}" for name in names)
        forbidden = f", {self.forbidden} of them forbidden" if self.forbidden else ""
        asked = f"{self.asked} requests for {self.pages} pages{forbidden}"
        return f"{self.seed:>6} {self.articles} articles {figures} extra {self.extra:.0f} {asked}"


def judge(portal: Portal, rows: Iterable[Mapping[str, Any]], asked: Sequence[str]) -> Verdict:
    """Hold exported articles (JSON objects) and the paths that were asked for against the gold."""
    counted = [page for page in portal.pages.values() if page.kind not in {"robots", "forbidden"}]
    searches = {tag for story in portal.stories for tag in story.tags}
    verdict = Verdict(portal.seed, len(portal.stories), len(counted) + len(searches), len(asked))
    verdict.forbidden = sum(path.startswith(FORBIDDEN) for path in asked)
    kept: dict[int, Mapping[str, Any]] = {}
    for row in rows:
        split = urlsplit(row["url"])
        path = unquote(split.path) + (f"?{split.query}" if split.query else "")
        page = portal.find(path)
        if page and page.story and page.kind != "forbidden" and page.story.key not in kept:
            kept[page.story.key] = row
        elif not (page and page.may):
            verdict.extra += 1
            verdict.problems.append(f"extra: {path} ({page.kind if page else 'lost'})")
    _measure(verdict, portal, kept)
    if not verdict.thrifty():
        verdict.problems.append(f"requests: {_kinds(portal, asked)}")
    return verdict


def _kinds(portal: Portal, asked: Sequence[str]) -> str:
    """Say how many requests went to pages of each kind, the most first; a page's second request is `again`."""
    found, seen = Counter[str](), set[str]()
    for path in asked:
        page = portal.find(path)
        kind = page.kind if page else "lost"
        which = f"{kind} {page.story.key if page and page.story else normal(portal.without_noise(path))}"
        found[f"{kind} again" if which in seen else kind] += 1
        seen.add(which)
    return ", ".join(f"{kind} {number}" for kind, number in found.most_common())


def _measure(verdict: Verdict, portal: Portal, kept: Mapping[int, Mapping[str, Any]]) -> None:
    scores, authors, captions, tally = list[float](), list[bool](), list[bool](), Counter[str]()
    for story in portal.stories:
        row = kept.get(story.key)
        if row is None:
            scores.append(0.0)
            verdict.problems.append(f"missing: {portal.canonical(story)}")
            continue
        score, leaks = f1(story.gold(), text_of(row)), leaked(portal, story, text_of(row))
        title = squash(row.get("title") or "") == squash(story.title)
        date = str(row.get("published_at") or "")[:10]
        right = date == story.when.date().isoformat()
        writer = squash(row.get("author") or "") == squash(story.author or "")
        if story.author or row.get("author"):
            authors.append(writer)
        found = {squash(image.get("caption") or "") for image in row.get("images") or []}
        captions += [squash(caption) in found for caption in story.captions]
        scores.append(score)
        tally.update(leaks=bool(leaks), title=title, date=right, wrong_date=bool(date) and not right)
        faults = {"f1": score < 0.98, "leak": leaks[:1], "title": not title, "date": not right, "author": not writer}
        if any(faults.values()):
            told = ", ".join(f"{name} {_shown(name, row, score, leaks)}" for name, bad in faults.items() if bad)
            verdict.problems.append(f"{portal.canonical(story)}: {told}")
    number = len(kept) or 1
    verdict.kept, verdict.f1, verdict.worst = len(kept) / len(portal.stories), mean(scores), min(scores)
    verdict.leaks, verdict.title = tally["leaks"] / number, tally["title"] / number
    verdict.date, verdict.wrong_date = tally["date"] / number, tally["wrong_date"] / number
    verdict.author = mean(authors) if authors else float(bool(kept))
    verdict.captions = mean(captions) if captions else float(bool(kept))


def _shown(name: str, row: Mapping[str, Any], score: float, leaks: list[str]) -> str:
    shown = {"f1": f"{score:.3f}", "leak": repr(leaks[:1]), "date": str(row.get("published_at"))[:16]}
    return shown.get(name) or repr(row.get(name))[:60]


def text_of(row: Mapping[str, Any]) -> str:
    """Lead and text, without saying the lead twice."""
    lead, text = row.get("lead") or "", row.get("text") or ""
    return text if squash(lead) in squash(text) else f"{lead}\n{text}"


def leaked(portal: Portal, story: Story, text: str) -> list[str]:
    """Chrome that stands in a text: what the frame says, comments, and other articles' titles and teasers."""
    gold = squash(story.gold())
    lines = [squash(line) for line in text.split("\n")]
    rest = " " + " | ".join(line for line in lines if line and line not in gold) + " "
    chrome = [*portal.frame.chrome(), *portal.heads, *(words for _, words in story.comments), *story.captions]
    chrome = [line for line in chrome if len(squash(line).split()) > 1]
    others = [words for other in portal.stories if other is not story for words in (other.title, other.teaser())]
    return [line for line in (*chrome, *others) if f" {squash(line)} " in rest]


def below(verdicts: Sequence[Verdict]) -> list[str]:
    """Name the bars that the means over all portals miss."""
    means = averages(verdicts)
    missed = [f"{name} {means[name]:.4f}, wanted at least {bar}" for name, bar in BARS.items() if means[name] < bar]
    missed += [f"{name} {means[name]:.4f}, wanted at most {bar}" for name, bar in CEILINGS.items() if means[name] > bar]
    return missed + [f"too many requests or forbidden ones: {v.seed}" for v in verdicts if not v.thrifty()]


def averages(verdicts: Sequence[Verdict]) -> dict[str, float]:
    return {name: mean(getattr(verdict, name) for verdict in verdicts) for name in (*BARS, *CEILINGS)}


def f1(gold: str, text: str) -> float:
    """F1 of the words, as multisets."""
    wanted, got = Counter(_words(gold)), Counter(_words(text))
    common = (wanted & got).total()
    return 2 * common / (wanted.total() + got.total()) if common else 0.0


def squash(text: str) -> str:
    """Words alone, in lower case."""
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
