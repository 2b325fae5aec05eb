"""What a platform file may say: what portals on one CMS have in common."""

from __future__ import annotations

from pydantic import Field

from seeds.choices import Interface
from seeds.fields import PagePath, Pattern, Selector, Strict


class Paging(Strict):
    """How a list of this CMS names its further pages."""

    query: tuple[str, ...] = ()
    """Query parameters that carry the page number."""
    path: tuple[PagePath, ...] = ()
    """Path endings that carry it, with `{n}` for the number: `/page/{n}/`."""
    postback: bool = False
    """Whether lists page by `__doPostBack` (ASP.NET)."""


class Clean(Strict):
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


class Platform(Strict):
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
    print_views: dict[Pattern, str] = Field(default_factory=dict)
    """Pattern of what makes an address another view of an article, and what to put there for the article's own.

    Acts only where what comes of it is an article's address.
    """
    twins: dict[Pattern, str] = Field(default_factory=dict)
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
