"""What a site file and a platform file may say, and the two of them put together."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self
from urllib.parse import urljoin

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from seeds.fields import CronLine, Duration, Hours, PagePath, Pattern, Selector, WebAddress


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Level(StrEnum):
    """Which tier of Party or government the portal belongs to (the district tier ended on 1 July 2025)."""

    CENTRAL = "central"
    NATIONAL = "national"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class State(StrEnum):
    """How far a site file can be trusted: unverified until a check against the live portal has passed."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    RETIRED = "retired"


class Interface(StrEnum):
    """An interface by which a portal lists its articles to programs."""

    NONE = "none"
    WORDPRESS = "wordpress"


class Tls(StrEnum):
    """How much worse than usual the portal's TLS may be: each allows what the one before it allows."""

    STRICT = "strict"
    """Certificates are verified; TLS 1.2 or later."""
    LAX = "lax"
    """Any certificate is taken: incomplete chains, expired ones, other hosts' ones."""
    OLD = "old"
    """TLS 1.0 and 1.1 and the ciphers of their time too."""


class Paging(_Strict):
    """How a list of this CMS names its further pages."""

    query: tuple[str, ...] = ()
    """Query parameters that carry the page number."""
    path: tuple[PagePath, ...] = ()
    """Path endings that carry it, with `{n}` for the number: `/page/{n}/`."""
    postback: bool = False
    """Whether lists page by `__doPostBack` (ASP.NET)."""


class Clean(_Strict):
    """CSS selectors by which a page of this CMS shows its parts, the best first. All are optional."""

    content: tuple[Selector, ...] = ()
    title: tuple[Selector, ...] = ()
    lead: tuple[Selector, ...] = ()
    published: tuple[Selector, ...] = ()
    author: tuple[Selector, ...] = ()
    source: tuple[Selector, ...] = ()
    section: tuple[Selector, ...] = ()
    """Links or a line of the breadcrumb, outermost first."""
    attachments: tuple[Selector, ...] = ()
    """Boxes that list the documents attached to the article."""
    chrome: tuple[Selector, ...] = ()
    """What is cut from the page before anything else is read."""
    lines: tuple[Pattern, ...] = ()
    """Whole lines of text that are never content on this site."""

    def over(self, other: Clean) -> Clean:
        """This one's selectors tried before `other`'s (a site's before its platform's)."""
        names = type(self).model_fields
        return Clean(**{name: tuple(dict.fromkeys((*getattr(self, name), *getattr(other, name)))) for name in names})


class Platform(_Strict):
    """What every portal on one CMS shares."""

    id: str = ""
    name: str
    signature: tuple[Selector, ...] = ()
    """Any of these on a page says that this CMS built it."""
    last_resort: bool = False
    """Whether its signature also stands on pages of other makes, which then go first."""
    articles: tuple[Pattern, ...] = ()
    lists: tuple[Pattern, ...] = ()
    paging: Paging = Paging()
    keep_parameters: tuple[str, ...] = ()
    """Query parameters that name content; all others are dropped from canonical addresses. `*`: any letters."""
    drop_parameters: tuple[str, ...] = ()
    """Those of `keep_parameters` that name nothing on an article's own page, and are dropped there (Itemid)."""
    print_views: dict[Pattern, str] = {}
    """Pattern of what makes an address another view of an article, and what to put there for the article's own.

    Acts only where what comes of it is an article's address.
    """
    twins: dict[Pattern, str] = {}
    """Pattern of what makes no difference to which page it is, and what to read there; keys only, never asked for."""
    ignore_case: bool = False
    """Whether the paths of this CMS mean the same in upper and lower case."""
    feeds: tuple[str, ...] = ()
    """Paths of its RSS or Atom feeds of the whole portal, relative to its host."""
    sitemaps: tuple[str, ...] = ()
    """Paths of its sitemaps, beside those that robots.txt names."""
    api: Interface = Interface.NONE
    """An interface that lists its articles' addresses."""
    clean: Clean = Clean()


class Start(_Strict):
    """A list page where a crawl begins, and the section path that its articles belong to."""

    url: WebAddress
    section: tuple[str, ...] = ()


class Filled(_Strict):
    """The share of articles, 0 to 1, that have a field at least."""

    title: float | None = Field(default=None, ge=0, le=1)
    published_at: float | None = Field(default=None, ge=0, le=1)
    author: float | None = Field(default=None, ge=0, le=1)


class Expect(_Strict):
    """What a healthy portal gives; a run outside of it is flagged. What is not said is learned from earlier runs."""

    articles_a_run: tuple[float, float] | None = None
    """The least and the most new articles of a run."""
    articles_a_week: tuple[float, float] | None = None
    """The same of any seven days, by date of publication."""
    rejected_share: float | None = Field(default=None, ge=0, le=1)
    """The greatest share of fetched pages that are no article."""
    filled: Filled = Filled()


class SiteFile(_Strict):
    """One portal, as its file in seeds/sites/ says it."""

    name: str = Field(min_length=1)
    level: Level
    province: str | None = Field(default=None, pattern=r"^\d{2}$")
    """Code in provinces.csv of the province as it was before July 2025; null for central and national portals."""
    since_2025: str | None = None
    """What became of the unit on 1 July 2025, where its province's successor does not tell it all."""
    platform: str = "generic"
    language: str = "vi"
    start: tuple[Start, ...] = ()
    articles: tuple[Pattern, ...] = ()
    """Searched in the canonical path (with `?query` where there is one); start and list pages are never articles."""
    lists: tuple[Pattern, ...] = ()
    """Further pages of lists to walk, beside the start pages and their paging."""
    paging: Paging | None = None
    keep_parameters: tuple[str, ...] = ()
    drop_parameters: tuple[str, ...] = ()
    print_views: dict[Pattern, str] = {}
    twins: dict[Pattern, str] = {}
    ignore_case: bool = False
    """Whether its paths mean the same in upper and lower case (on IIS they do); its platform may say so too."""
    feeds: tuple[str, ...] | None = None
    """Paths of feeds of the whole portal, in place of its platform's."""
    sitemaps: tuple[str, ...] | None = None
    """Paths of sitemaps, in place of its platform's; those that robots.txt names are read too."""
    api: Interface | None = None
    """An interface that lists articles' addresses, in place of its platform's."""
    menu: bool = False
    """Whether sections are looked for in the start pages' navigation, where no `lists` are given here."""
    schedule: CronLine | None = None
    """Cron line of its crawls, in Vietnam's time."""
    every: Duration | None = None
    """In place of a cron line: how often it is crawled, as `6h`; the moments are spread over it by the site's id."""
    time_limit: Duration | None = None
    """How long a crawl of the service's may take, as `8h`; it is then ended, and the next goes on from there."""
    delay: float = Field(default=2.0, ge=0)
    """Seconds between two requests to the host."""
    hours: tuple[Hours, ...] = ()
    """Windows in Vietnam's time in which it may be crawled, each as `22:00-06:00`; none: always."""
    budget: int | None = Field(default=None, ge=1)
    """Requests of one run at most, those for robots.txt, redirects and retries included."""
    tls: Tls = Tls.STRICT
    allow_private: bool = False
    """Whether the portal may stand at a private or loopback address."""
    expect: Expect = Expect()
    clean: Clean = Clean()
    state: State = State.UNVERIFIED
    notes: str = ""

    @field_validator("hours", mode="before")
    @classmethod
    def _one_window(cls, value: object) -> object:
        """A single window may be written without a list."""
        return (value,) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        if self.schedule is not None and self.every is not None:
            raise ValueError("every: the file says `schedule` already; keep one of them")
        return self

    @model_validator(mode="after")
    def _province_fits_level(self) -> Self:
        if self.level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE) and self.province is None:
            raise ValueError(f"province: a portal of level {self.level} needs the code of its province")
        return self


class Site(SiteFile):
    """One portal with all that its platform adds: what the crawler and the normaliser work from."""

    id: str
    platforms: tuple[Platform, ...]
    """The CMSs that its pages may come from: its own, or every known one where its own is not known."""
    own: Platform
    """The platform that its file names."""
    province_name: str | None = None
    province_successor: str | None = None
    ended: date | None = None

    @property
    def effective_paging(self) -> Paging:
        """The site's own paging where its file gives one, else its platform's."""
        return self.paging if self.paging is not None else self.own.paging

    @property
    def article_patterns(self) -> tuple[str, ...]:
        """The site's patterns for article addresses, or its platform's where it has none."""
        return self.articles or self.own.articles

    @property
    def effective_api(self) -> Interface:
        """The site's own interface where its file says one, else its platform's."""
        return self.api if self.api is not None else self.own.api

    @property
    def feed_addresses(self) -> tuple[str, ...]:
        """Feeds of the whole portal, as web addresses."""
        return self._addresses(self.feeds if self.feeds is not None else self.own.feeds)

    @property
    def sitemap_addresses(self) -> tuple[str, ...]:
        """Sitemaps that its file or its platform names, as web addresses."""
        return self._addresses(self.sitemaps if self.sitemaps is not None else self.own.sitemaps)

    def _addresses(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(urljoin(self.start[0].url, path) for path in paths) if self.start else ()

    @property
    def list_patterns(self) -> tuple[str, ...]:
        return (*self.lists, *self.own.lists)

    @property
    def case_ignored(self) -> bool:
        """Whether the portal's paths mean the same in upper and lower case."""
        return self.ignore_case or self.own.ignore_case

    @property
    def kept_parameters(self) -> frozenset[str]:
        """Query parameters, in lower case, that stay in canonical addresses (paging ones included)."""
        names = (*self.keep_parameters, *self.own.keep_parameters, *self.effective_paging.query)
        return frozenset(name.lower() for name in names)

    @property
    def dropped_parameters(self) -> frozenset[str]:
        """Query parameters, in lower case, that go from articles' addresses."""
        return frozenset(name.lower() for name in (*self.drop_parameters, *self.own.drop_parameters))

    @property
    def all_print_views(self) -> dict[str, str]:
        """The site's own print views before its platform's."""
        return {**self.print_views, **self.own.print_views}

    @property
    def all_twins(self) -> dict[str, str]:
        """The site's own twins before its platform's."""
        return {**self.twins, **self.own.twins}
