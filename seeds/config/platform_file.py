"""Contents of a platform file: what portals on one CMS have in common."""

from __future__ import annotations

from pydantic import Field

from seeds.config.choices import Interface
from seeds.config.value_types import PagePath, Pattern, Selector, Strict


class Paging(Strict):
    """Form in which a list of this CMS names its further pages."""

    query: tuple[str, ...] = ()
    """Query parameters that carry the page number."""
    path: tuple[PagePath, ...] = ()
    """Path endings that carry the page number, with `{n}` for the number: `/page/{n}/`."""
    postback: bool = False
    """True where lists page by `__doPostBack` (ASP.NET)."""


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
    """Parts that are cut from the page before anything else is read."""
    lines: tuple[Pattern, ...] = ()
    """Whole lines of text that are never content on this site."""

    def over(self, other: Clean) -> Clean:
        """Combine two sets of selectors: these are tried before those of `other` (a site's before its platform's)."""
        names = type(self).model_fields
        return Clean(**{name: tuple(dict.fromkeys((*getattr(self, name), *getattr(other, name)))) for name in names})


class Platform(Strict):
    """Settings that every portal on one CMS shares."""

    id: str = ""
    name: str
    signature: tuple[Selector, ...] = ()
    """Selectors any of which, on a page, says that this CMS built it."""
    last_resort: bool = False
    """True where the signature also matches pages of other CMSs, whose own signatures then take precedence."""
    articles: tuple[Pattern, ...] = ()
    lists: tuple[Pattern, ...] = ()
    paging: Paging = Paging()
    keep_parameters: tuple[str, ...] = ()
    """Query parameters that name content; all others are dropped from canonical addresses. `*`: any letters."""
    drop_parameters: tuple[str, ...] = ()
    """Kept parameters that name nothing on an article's own page, and are dropped there (Itemid)."""
    print_views: dict[Pattern, str] = Field(default_factory=dict)
    """Pattern of the part that makes an address another view of an article, and its replacement in the article's own
    address.

    It applies only where the result is an article's address.
    """
    twins: dict[Pattern, str] = Field(default_factory=dict)
    """Pattern of what makes no difference to which page it is, and its replacement; used for keys, never for
    requests."""
    ignore_case: bool = False
    """True where the paths of this CMS mean one page in upper and lower case."""
    feeds: tuple[str, ...] = ()
    """Paths of RSS or Atom feeds of the whole portal, relative to its host."""
    sitemaps: tuple[str, ...] = ()
    """Paths of sitemaps, beside those that robots.txt names."""
    api: Interface = Interface.NONE
    """Interface that lists the articles' addresses."""
    clean: Clean = Clean()
