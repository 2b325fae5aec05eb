"""The canonical link of a page (`rel=canonical`), and a check whether it can be believed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from corpus.folding import fold_plain
from seeds.config.site import Site
from seeds.urls.canonical import canonical, is_article, is_list, is_start, key, same_portal

HEAD = 100_000
"""Characters that are searched for the link where the page's head has no end."""
LIKENESS = 0.8
"""Share of words that a title and an address must have in common: slugs made from the title share all but a word or
two of a dozen, while an address that a template repeats on every page shares a handful with the other articles."""

_END = re.compile(r"</head|<body", re.IGNORECASE)
_LINK = re.compile(r"<link\b[^<>]{0,3000}>", re.IGNORECASE)
_IS_CANONICAL = re.compile(r"""\brel\s*+=\s*+["']?+[^"'>=]*\bcanonical\b""", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_TITLE = re.compile(
    r"""<title[^>]{0,300}>([^<]{0,1000})</title|<meta\b(?=[^<>]{0,300}\bog:title\b)[^<>]{0,300}\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE | re.DOTALL,
)
_PARTS = re.compile(r"\s[-–|»:]\s")
_SAYS_NOTHING = re.compile(r"/(?:default|index)\.\w{3,5}$", re.IGNORECASE)
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Claim:
    """The address that a page states in its canonical link."""

    address: str | None
    """Canonical address; None where the link is not believed."""
    doubt: str | None = None
    """Reason why the link is not believed."""


def claim(text: str, url: str, site: Site) -> Claim | None:
    """Read the canonical link of the page `text` at `url`; None where it has none, or one that says nothing new.

    Believed only if it is an article's address on this portal, and names this page: by the last part of the address
    that was asked for, or by the words of the title. Many templates write one canonical link on all pages.
    """
    head = _head(text)
    hrefs = {unescape(href).strip() for href in _hrefs(head)}
    if not hrefs:
        return None
    try:
        addresses = {key(urljoin(url, href), site): canonical(urljoin(url, href), site) for href in hrefs}
        own = key(url, site)
    except ValueError:
        return Claim(None, "no web address")
    if own in addresses and len(addresses) == 1:
        return None
    if len(addresses) > 1:
        return Claim(None, "several of them")
    (address,) = addresses.values()
    doubt = _doubt(address, url, head, site)
    return Claim(None if doubt else address, doubt)


def _doubt(address: str, url: str, head: str, site: Site) -> str | None:
    if not same_portal(address, site):
        return "another portal"
    if is_start(address, site) or is_list(address, site) or not is_article(address, site):
        return "no article's address"
    slug = _slug(address)
    if slug == _slug(canonical(url, site)) or any(_likeness(slug, title) >= LIKENESS for title in _titles(head)):
        return None
    return "names another page"


def _head(text: str) -> str:
    first, *commented = text[:HEAD].split("<!--")
    start = first + "".join(part.partition("-->")[2] for part in commented)
    end = _END.search(start)
    return start[: end.start()] if end else start


def _hrefs(head: str) -> list[str]:
    tags = (tag for tag in _LINK.findall(head) if _IS_CANONICAL.search(tag))
    found = (_HREF.search(tag) for tag in tags)
    return [next(filter(None, match.groups()), "") for match in found if match]


def _titles(head: str) -> list[list[str]]:
    """Return the words of the page's titles, whole and part by part: many end in the portal's name."""
    whole = [unescape(next(filter(None, groups), "")) for groups in _TITLE.findall(head)]
    return [_words(part) for title in whole for part in (title, *_PARTS.split(title))]


def _slug(address: str) -> list[str]:
    """Return the words of an address's last part and parameters; of the whole path before a `Default.aspx`."""
    parts = urlsplit(address)
    path = _SAYS_NOTHING.sub("", unquote(parts.path))
    last = path if path != unquote(parts.path) else path.rstrip("/").rpartition("/")[2]
    return _words(re.sub(r"\.\w{3,5}$", "", last) + " " + unquote(parts.query))


def _words(text: str) -> list[str]:
    return _WORDS.findall(fold_plain(text).replace("_", " "))


def _likeness(slug: list[str], title: list[str]) -> float:
    """Return the share of words in common. A number that some CMSs put before or after the slug does not count."""
    named = [word for word in slug if not (word.isdigit() and len(word) > 1 and word not in title)]
    longer = max(len(set(named)), len(set(title)))
    return len({*named} & {*title}) / longer if len(set(named)) > 2 else 0.0
