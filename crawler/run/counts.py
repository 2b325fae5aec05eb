"""Counts of what a run has done so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from corpus.crawling.records import Role
from crawler.network.outcomes import NOT_ASKED, Outcome
from crawler.storage.answer import Answer

MOST_KEYS = 20_000
"""Headlines, at most, that a run checks against the site's patterns."""
ENOUGH = 10
"""Pages from which on the shares of a run mean something."""
SEVERAL = 2
"""Pages from which on it is a failure that none could be fetched; a single page may be faulty on its own."""
REMOVED = (Outcome.NOT_FOUND, Outcome.GONE)
"""Outcomes of a few old articles that are no failure in a run that has nothing else to ask for."""
GOOD = (Outcome.STORED, Outcome.UNCHANGED, Outcome.DUPLICATE, Outcome.TAKEN_DOWN)
_DIGITS = b"0123456789"


class RunCounts:
    """Counts of one run, and one example address for each reason why addresses were not followed."""

    def __init__(self) -> None:
        self.stored: Counter[Role] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.ignored: Counter[str] = Counter()
        self.walks: Counter[str] = Counter()
        self.ways: Counter[str] = Counter()
        self.failed_lists: Counter[str] = Counter()
        """List pages that could not be fetched, by error."""
        self.named_articles = 0
        """Articles that stored lists, feeds and sitemaps name, including known ones and repetitions."""
        self.items: Counter[str] = Counter()
        """Item requests, by outcome."""
        self.headlines: set[bytes] = set()
        """Keys of the pages that the lists' own headlines link to."""
        self.fitting: set[bytes] = set()
        """Keys in `headlines` that fit the site's patterns of articles."""
        self._list_bodies: set[int] = set()
        """Hashes of lists' bodies without their digits, so that clocks and counters make no difference."""
        self._shown_as_list = 0
        """Items for which the portal showed a list instead, as it shows the front page for parameters that name no
        page."""
        self._traps: dict[str, str] = {}

    def note(self, answer: Answer) -> None:
        """Count an answer that is committed."""
        self.outcomes[answer.outcome] += 1
        self.ignored.update(answer.ignored)
        self._traps = {**answer.traps, **self._traps}
        if answer.found:
            self.ways[answer.way] += len(answer.found)
        if answer.headlines and len(self.headlines) < MOST_KEYS:
            self.headlines |= answer.headlines
            self.fitting |= answer.headlines & {article.key for article in answer.named}
        body = answer.response.body.translate(None, _DIGITS) if answer.response is not None else b""
        if answer.target.role is Role.ITEM:
            self.items[answer.outcome] += 1
            self._shown_as_list += answer.outcome is Outcome.STORED and hash(body) in self._list_bodies
        elif answer.target.role is Role.LIST and answer.outcome is Outcome.STORED:
            self._list_bodies.add(hash(body))
        if answer.outcome is Outcome.STORED:
            self.stored[answer.target.role] += 1
            self.named_articles += len(answer.named)
        elif answer.target.role is Role.LIST:
            self.failed_lists[f"{answer.outcome}: {answer.detail or answer.target.url}"] += 1

    def misfit(self) -> str | None:
        """Describe that the site's patterns miss most of what its lists link to; None where they do not."""
        linked, fitting = len(self.headlines), len(self.fitting)
        if linked < ENOUGH or 2 * fitting >= linked:
            return None
        return (
            f"{linked} pages linked by lists, {fitting} fit `articles`: see whether the site file's patterns still hold"
        )

    def failure(self) -> str | None:
        """Return why a run brought nothing, although its requests ended well; None where it brought something."""
        same, stored = self._shown_as_list, self.stored[Role.ITEM]
        if stored >= ENOUGH // 2 and same > stored / 2:
            return (
                f"{same} of {stored} addresses of articles show the front page or a list in the article's place: "
                "see whether `keep_parameters` names all that tell them apart"
            )
        asked = self.items.total() - sum(self.items[outcome] for outcome in NOT_ASKED)
        good = sum(self.items[outcome] for outcome in GOOD)
        ends = ", ".join(f"{outcome} {number}" for outcome, number in self.items.most_common())
        if asked >= ENOUGH and good < asked / 2:
            return f"most article pages could not be had: {ends}"
        if asked >= SEVERAL and not good and not any(self.items[outcome] for outcome in REMOVED):
            return f"no article page could be had: {ends}"
        forbidden = self.items[Outcome.FORBIDDEN_BY_ROBOTS]
        if forbidden >= SEVERAL and asked == 0 and 2 * forbidden >= self.named_articles:
            return f"robots.txt forbids all {forbidden} article pages that were to be fetched"
        return None

    def leave(self, reason: str, address: str) -> None:
        """Count a list, feed or sitemap beyond the run's budget; the first address of each reason is kept."""
        self.ignored[reason] += 1
        self._traps.setdefault(reason, address)

    def left_alone(self) -> Iterator[str]:
        """Yield a note for people on each reason why addresses were not followed, with an example address."""
        for reason, address in self._traps.items():
            yield f"left alone: {self.ignored[reason]} addresses ({reason}), such as {address}"[:500]

    def totals(self) -> dict[str, int]:
        """Return the number of stored pages, by role."""
        return {"items": self.stored[Role.ITEM], "lists": self.stored[Role.LIST], "feeds": self.stored[Role.FEED]}

    def named(self) -> dict[str, dict[str, int]]:
        """Return the counts that are broken down by name."""
        counted = {"outcomes": self.outcomes, "ignored": self.ignored, "walks": self.walks, "ways": self.ways}
        listed = {"linked": len(self.headlines), "fitting": len(self.fitting)} if self.headlines else {}
        return {name: dict(counts) for name, counts in {**counted, "headlines": listed}.items()}
