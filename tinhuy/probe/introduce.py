"""First look at a portal of which only the address is known: requests one page, and writes a site file from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Engine

from corpus.database.retry import with_retry
from corpus.health.site_status import languages
from normalize.fields.language import language_of
from normalize.workers.worker import clean_stored
from seeds.config.catalogue import BrokenSeedError, Catalogue, catalogue
from seeds.config.site import Site, State, Tls
from seeds.errors import UsageError
from seeds.home import own_seeds
from seeds.pages.page_type import lines_of
from seeds.pages.platform_detection import recognise
from tinhuy.probe.http_client import HttpClient
from tinhuy.probe.portal_name import is_site_id, name_of, site_id_of
from tinhuy.probe.site_file_writer import as_yaml, place_of, set_key, write_new
from tinhuy.probe.survey import refuse_no_portal

NAMED = ("vi", "en")
"""Languages that a site file can name."""


@dataclass(frozen=True)
class Introduction:
    """A portal after its first page was read."""

    site: Site
    path: Path
    """Path of the site file."""
    is_new: bool
    unsure: list[str] = field(default_factory=list)
    language_is_guessed: bool = False
    """True where the language is that of the first page, and still to be confirmed by articles."""


def introduce(asker: HttpClient, url: str, site_id: str | None, language: str | None, seeds: Catalogue) -> Introduction:
    """Return the site of the portal at `url`: the one that was introduced earlier, or a new one.

    Requests that page alone, and writes the site file. Raises UsageError for an unusable id or one in use, and
    NoAnswerError where the page can't be fetched.
    """
    if site_id is not None and not is_site_id(site_id):
        raise UsageError(f"{site_id!r} can't be the id of a site.", "Use small letters, digits, - and _.")
    known = _known(url, site_id, seeds)
    if known is not None:
        return Introduction(known, seeds.path(known.id) or Path(), is_new=False)
    chosen = site_id or _free_id(site_id_of(url), seeds)
    if seeds.path(chosen) is not None:
        raise UsageError(
            f"{seeds.path(chosen)} is the file of another portal.",
            f"Choose another id: --id ID; or: tinhuy crawl {chosen}",
        )
    return _write(asker, url, chosen, language, seeds)


def _write(asker: HttpClient, url: str, site_id: str, language: str | None, seeds: Catalogue) -> Introduction:
    home = asker.page(url)
    refuse_no_portal(home)
    unsure: list[str] = []
    name = name_of(home.root, urlsplit(home.url).hostname or "")
    platform = recognise(home.root, tuple(seeds.platforms.values()))
    keys = {
        "name": name,
        **place_of(name, home.url, seeds, unsure),
        "platform": platform.id,
        "language": language or _language(home.root),
        "start": [{"url": home.url}],
        "explore": True,
        "delay": asker.delay,
        "allow_private": asker.allow_private or None,
        "tls": None if asker.tls is Tls.STRICT else asker.tls.value,
        "state": State.UNVERIFIED.value,
        "notes": "Written by `tinhuy crawl`, which explores the portal; `tinhuy sites show` has the map.",
    }
    folder = own_seeds() / "sites"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{site_id}.yaml"
    write_new(path, as_yaml({key: value for key, value in keys.items() if value is not None}, unsure))
    return Introduction(catalogue().site(site_id), path, True, unsure, language_is_guessed=language is None)


def settle_language(engine: Engine, portal: Introduction) -> str | None:
    """Write the language of most texts of a portal into its site file, and clean its pages by it.

    Returns the language where it differs from the file's, else None. A site whose texts are in a language that tinhuy
    can't name gets `any`.
    """
    found = with_retry(engine, partial(languages, site=portal.site.id))
    if not found:
        return None
    (most, _), *_ = found.most_common(1)
    language = most if most in NAMED else "any"
    if language == portal.site.language:
        return None
    set_key(portal.path, "language", language)
    clean_stored(engine, sites=[portal.site.id], again=True)
    return language


def _language(root: object) -> str:
    """Return the language of the page's lines; `any` where they don't show it."""
    text = "\n".join(line.text for line in lines_of(root))  # type: ignore[arg-type]  # lxml's HtmlElement and _Element
    found = language_of(text)
    return found if found in NAMED else "any"


def _known(url: str, site_id: str | None, seeds: Catalogue) -> Site | None:
    """Return the site that was introduced by this address; None if there is none."""
    ids = [site_id] if site_id is not None else _own_ids(seeds)
    for one in ids:
        try:
            site = seeds.site(one) if seeds.path(one) is not None else None
        except BrokenSeedError:
            continue
        if site is not None and any(_bare(start.url) == _bare(url) for start in site.start):
            return site
    return None


def _own_ids(seeds: Catalogue) -> list[str]:
    return sorted(path.stem for path in (seeds.own / "sites").glob("*.yaml")) if seeds.own is not None else []


def _bare(url: str) -> str:
    return url.partition("#")[0].rstrip("/")


def _free_id(wanted: str, seeds: Catalogue) -> str:
    numbered = (wanted, *(f"{wanted}-{number}" for number in range(2, 10_000)))
    return next(one for one in numbered if seeds.path(one) is None)
