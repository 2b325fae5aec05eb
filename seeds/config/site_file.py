"""Contents of a site file."""

from __future__ import annotations

from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from seeds.config.choices import Interface, Level, State, Tls
from seeds.config.json_api import JsonApi
from seeds.config.platform_file import Clean, Paging
from seeds.config.value_types import CronLine, Duration, Hours, Pattern, Strict, WebAddress


class Start(Strict):
    """A list page where a crawl begins, and the section path that its articles belong to."""

    url: WebAddress
    section: tuple[str, ...] = ()


class Filled(Strict):
    """Least share of articles, 0 to 1, that have a field."""

    title: float | None = Field(default=None, ge=0, le=1)
    published_at: float | None = Field(default=None, ge=0, le=1)
    author: float | None = Field(default=None, ge=0, le=1)


class Expect(Strict):
    """Expected figures of a healthy portal.

    A run outside of them is flagged. Figures that the file does not give are learned from earlier runs.
    """

    articles_a_run: tuple[float, float] | None = None
    """Least and most new articles of a run."""
    articles_a_week: tuple[float, float] | None = None
    """Least and most articles of any seven days, by date of publication."""
    rejected_share: float | None = Field(default=None, ge=0, le=1)
    """Greatest share of fetched pages that are no article."""
    filled: Filled = Filled()


class SiteFile(Strict):
    """One portal, as its file in seeds/sites/ describes it."""

    name: str = Field(min_length=1)
    level: Level
    province: str | None = Field(default=None, pattern=r"^\d{2}$")
    """Code in provinces.csv of the province as it was before July 2025; null for central and national portals."""
    since_2025: str | None = None
    """Fate of the unit on 1 July 2025, where its province's successor does not tell it all."""
    platform: str = "generic"
    language: str = "vi"
    start: tuple[Start, ...] = ()
    explore: bool = False
    """True where a crawl follows all that the portal links to, and recognises articles by content, not by patterns."""
    articles: tuple[Pattern, ...] = ()
    """Patterns searched in the canonical path (with `?query` where there is one); start and list pages are never
    articles."""
    lists: tuple[Pattern, ...] = ()
    """Patterns of further lists to walk, beside the start pages and their paging."""
    paging: Paging | None = None
    keep_parameters: tuple[str, ...] = ()
    drop_parameters: tuple[str, ...] = ()
    print_views: dict[Pattern, str] = Field(default_factory=dict)
    twins: dict[Pattern, str] = Field(default_factory=dict)
    ignore_case: bool = False
    """True where the portal's paths mean one page in upper and lower case (on IIS they do); its platform may say so
    too."""
    feeds: tuple[str, ...] | None = None
    """Paths of feeds of the whole portal, in place of its platform's."""
    sitemaps: tuple[str, ...] | None = None
    """Paths of sitemaps, in place of its platform's; those that robots.txt names are read too."""
    api: Interface | None = None
    """Interface that lists articles' addresses, in place of the platform's."""
    json_api: JsonApi | None = None
    """JSON interface that the portal's own scripts read articles from."""
    render: bool = False
    """True where scripts build the lists and articles, so that a browser has to open them (extra `render`)."""
    menu: bool = False
    """True where sections are looked for in the start pages' navigation; only where no `lists` are given here."""
    schedule: CronLine | None = None
    """Cron line of the site's crawls, in Vietnam's time."""
    every: Duration | None = None
    """Period of crawls, in place of a cron line, as `6h`; the site's id spreads the moments over it."""
    time_limit: Duration | None = None
    """Longest time of a crawl by the service, as `8h`; the crawl is then ended, and the next goes on from there."""
    delay: float = Field(default=2.0, ge=0)
    """Seconds between two requests to the host."""
    hours: tuple[Hours, ...] = ()
    """Windows in Vietnam's time in which the portal may be crawled, each as `22:00-06:00`; none: always."""
    budget: int | None = Field(default=None, ge=1)
    """Requests of one run at most, those for robots.txt, redirects and retries included."""
    tls: Tls = Tls.STRICT
    allow_private: bool = False
    """True where the portal may be at a private or loopback address."""
    expect: Expect = Expect()
    clean: Clean = Clean()
    state: State = State.UNVERIFIED
    notes: str = ""

    @field_validator("hours", mode="before")
    @classmethod
    def _one_window(cls, value: object) -> object:
        """Accept a single window without a list."""
        return (value,) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        if self.schedule is not None and self.every is not None:
            raise ValueError("every: the file says `schedule` already; keep one of them")
        return self

    @model_validator(mode="after")
    def _interface_is_the_portals(self) -> Self:
        hosts = {_bare_host(start.url) for start in self.start}
        for one in self.json_api.lists if self.json_api else ():
            if not hosts:
                raise ValueError("json_api: needs a start page, which says on which host it is")
            if one.url.startswith("http") and _bare_host(one.url) not in hosts:
                raise ValueError(f"json_api.lists: {one.url} is on another host than the start pages: begin one there")
        return self

    @model_validator(mode="after")
    def _province_fits_level(self) -> Self:
        local = self.level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
        is_draft = self.state is State.UNVERIFIED and "state" in self.model_fields_set
        if local and self.province is None and not is_draft:
            raise ValueError(f"province: a portal of level {self.level} needs the code of its province")
        return self


def _bare_host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
