"""What a site file and a platform file may say, and the two of them put together."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from seeds.fields import CronLine, PagePath, Pattern, Selector, WebAddress


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
    """Query parameters that name content; all others are dropped from canonical addresses."""
    ignore_case: bool = False
    """Whether the paths of this CMS mean the same in upper and lower case."""
    feeds: tuple[str, ...] = ()
    """Paths of its RSS or Atom feeds, relative to the portal."""
    clean: Clean = Clean()


class Start(_Strict):
    """A list page where a crawl begins, and the section path that its articles belong to."""

    url: WebAddress
    section: tuple[str, ...] = ()


class Expect(_Strict):
    """What a healthy portal gives; a run outside of it is flagged."""

    articles_a_week: tuple[float, float] | None = None
    rejected_share: float | None = Field(default=None, ge=0, le=1)


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
    ignore_case: bool = False
    """Whether its paths mean the same in upper and lower case (on IIS they do); its platform may say so too."""
    feeds: tuple[str, ...] = ()
    schedule: CronLine | None = None
    delay: float = Field(default=2.0, ge=0)
    """Seconds between two requests to the host."""
    allow_private: bool = False
    """Whether the portal may stand at a private or loopback address."""
    expect: Expect = Expect()
    clean: Clean = Clean()
    state: State = State.UNVERIFIED
    notes: str = ""

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
