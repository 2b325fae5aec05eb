"""Score a normaliser on the strangers: how many it keeps that are none, and how many articles it refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from corpus.articles.records import Article, Outcome, Page, Reason
from normalize.article import normalise
from seeds.config.catalogue import HERE, catalogue
from tests.evaluation.strangers.articles import ARTICLES
from tests.evaluation.strangers.bodies import BODIES, Body
from tests.evaluation.strangers.frames import FRAMES

_HOST = "https://thachkhe.example"
_FETCHED = datetime(2026, 11, 27, 2, 41, tzinfo=UTC)


@dataclass
class Score:
    """Names of the pages that went wrong, and how many there were."""

    pages: int = 0
    articles: int = 0
    kept: list[str] = field(default_factory=list)
    """Pages that are no articles and became one."""
    misnamed: list[str] = field(default_factory=list)
    """Pages that were refused for a reason that doesn't fit."""
    refused: list[str] = field(default_factory=list)
    """Articles that were refused."""
    maimed: list[str] = field(default_factory=list)
    """Articles that lost words which they must have."""

    def figures(self) -> dict[str, float]:
        """Give shares that are better the higher they are, for floors."""
        return {
            "not_kept": 1 - len(self.kept) / self.pages,
            "reason": 1 - len(self.misnamed) / self.pages,
            "not_refused": 1 - len(self.refused) / self.articles,
            "whole": 1 - len(self.maimed) / self.articles,
        }

    def line(self) -> str:
        """Return the score in one line."""
        return (
            f"of {self.pages} pages that are no articles {len(self.kept)} kept, {len(self.misnamed)} refused for a "
            f"wrong reason; of {self.articles} odd articles {len(self.refused)} refused, {len(self.maimed)} maimed"
        )


def pages(bodies: Mapping[str, Body] = BODIES) -> dict[str, Page]:
    """Yield every stranger in every frame, by its name and the frame's."""
    return {
        f"{name}, {frame}": _page(f"{_HOST}{body.address}", made(body.title, body.html))
        for name, body in bodies.items()
        for frame, made in FRAMES.items()
    }


def articles() -> dict[str, Page]:
    """Yield every odd article in every frame, by its name and the frame's."""
    return {
        f"{name}, {frame}": _page(f"{_HOST}/tin/{number}", made(odd.title, odd.html))
        for number, (name, odd) in enumerate(ARTICLES.items(), 4000)
        for frame, made in FRAMES.items()
    }


def score(clean: Callable[[Page], Outcome] | None = None, bodies: Mapping[str, Body] = BODIES) -> Score:
    """Score a normaliser; without one, ours, which knows nothing of the host."""
    site = catalogue(HERE).unlisted("_strangers", "vi")
    clean = clean or (lambda page: normalise(page, site))
    found = Score()
    for name, page in pages(bodies).items():
        found.pages += 1
        outcome = clean(page)
        if isinstance(outcome, Article):
            found.kept.append(name)
        elif outcome.reason not in _reasons(bodies[name.rsplit(", ", 1)[0]]):
            found.misnamed.append(f"{name}: {outcome.reason.value}")
    for name, page in articles().items():
        found.articles += 1
        outcome = clean(page)
        if not isinstance(outcome, Article):
            found.refused.append(f"{name}: {outcome.reason.value}")
        elif not _whole(outcome, ARTICLES[name.rsplit(", ", 1)[0]].must):
            found.maimed.append(name)
    return found


def _reasons(body: Body) -> frozenset[Reason]:
    """Return the reasons that fit; at a home page's address, HOME fits, too."""
    return body.reasons | ({Reason.HOME} if body.address == "/" else set())


def _whole(article: Article, must: tuple[str, ...]) -> bool:
    text = " ".join(f"{article.lead or ''} {article.text}".split())
    return all(" ".join(words.split()) in text for words in must)


def _page(url: str, html: str) -> Page:
    return Page(url, html.encode(), "text/html; charset=utf-8", fetched_at=_FETCHED)
