"""Writing of a site file from a survey, with notes on what is unsure."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copymode
from tempfile import TemporaryDirectory
from typing import Any

from corpus.articles.records import Article
from crawler import settings
from seeds.config.catalogue import Catalogue, catalogue
from seeds.config.site import Level, Site, Start, State, Tls
from seeds.config.yaml_writer import file_text
from seeds.errors import TinhuyError, UsageError
from tinhuy.probe.http_client import HttpClient
from tinhuy.probe.portal_name import level_of, province_of
from tinhuy.probe.samples import Sample, date_forms
from tinhuy.probe.survey import Survey


def file_path(folder: Path, site_id: str) -> Path:
    """Return the path of a new site's file. Raises UsageError where it exists, or where there is no such folder."""
    path = folder / f"{site_id}.yaml"
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}.", "Make it, or choose another: --output DIR")
    if path.exists():
        raise UsageError(f"{path} exists; nothing was requested or written.", "Choose another id: --id ID")
    return path


def write_new(path: Path, text: str) -> None:
    """Write a new file. Raises UsageError where it exists by now, TinhuyError where it can't be written."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{path} exists.", "Choose another id: --id ID") from None
    except OSError as error:
        remedy = "Choose another folder: --output DIR"
        raise TinhuyError(f"{path} can't be written: {error.strerror}.", remedy) from None


def file_keys(found: Survey, asker: HttpClient, seeds: Catalogue) -> dict[str, Any]:
    """Return the keys of the site file, without those that its platform gives already. `noted` makes the notes."""
    site = found.site
    keys: dict[str, Any] = {
        "name": site.name,
        **place_of(site.name, found.home.url, seeds, found.unsure),
        "platform": site.platform,
    }
    keys["start"] = [_start(start) for start in site.start]
    keys |= {"explore": True} if found.is_explored else _patterns(site)
    keys["feeds"] = None if site.feeds is None else list(site.feeds)
    keys["sitemaps"] = None if site.sitemaps is None else list(site.sitemaps)
    keys["delay"] = asker.delay if asker.delay != settings.DOWNLOAD_DELAY else None
    keys["allow_private"] = asker.allow_private or None
    keys["tls"] = None if asker.tls is Tls.STRICT else asker.tls.value
    keys["state"] = State.UNVERIFIED.value
    return {name: value for name, value in keys.items() if value is not None}


def noted(found: Survey, samples: list[Sample], requests: int) -> str:
    """Return facts for the file's notes that no key holds."""
    forms = date_forms(samples)
    articles = sum(1 for one in samples if one.reading and isinstance(one.reading.outcome, Article))
    read = f"{articles} of {len(samples)} articles were read"
    notes = [f"Written by `tinhuy sites new` from {requests} requests; {read}."]
    notes += [f"Dates are shown as: {'; '.join(forms)}."] if forms else []
    notes += [f"Sitemaps: {', '.join(found.sitemaps)}"] if found.sitemaps else []
    return " ".join(notes)


def as_yaml(keys: dict[str, Any], unsure: list[str]) -> str:
    """Return the text of the file: doubts first, as comments, because people should read and then remove them."""
    return file_text(keys, (f"unsure: {doubt}" for doubt in unsure))


@contextmanager
def draft(site_id: str, text: str, seeds: Catalogue) -> Iterator[Catalogue]:
    """Make a temporary seeds folder with this site file alone. Raises BrokenSeedError if it does not load."""
    with TemporaryDirectory(prefix="tinhuy-probe-") as name:
        folder = Path(name)
        (folder / "sites").mkdir()
        for own in (seeds.folder / "platforms", seeds.folder / "provinces.csv"):
            if own.exists():
                (folder / own.name).symlink_to(own)
        (folder / "sites" / f"{site_id}.yaml").write_text(text, encoding="utf-8")
        made = catalogue(folder)
        made.site(site_id)
        yield made


def set_key(path: Path, key: str, value: str) -> None:
    """Change a key with a one-word value in a site file, and no other line.

    Raises TinhuyError where the file can't be written.
    """
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        line = f"{key}: {value}"
        changed, number = re.subn(rf"^{re.escape(key)}:[^\r\n]*", line, text, count=1, flags=re.MULTILINE)
        if not number:
            changed = f"{text}{'' if text.endswith(chr(10)) else chr(10)}{line}\n"
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.write(changed)
        copymode(path, beside)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise TinhuyError(f"{path} can't be written: {error.strerror}.", f"Set its `{key}` by hand.") from None


def retire(seeds: Catalogue, site_id: str) -> Site:
    """Write `state: retired` into the site's file, and change nothing else there. Returns the changed site.

    Raises UsageError for an unknown site or a broken file, TinhuyError where the file can't be written.
    """
    site, path = seeds.site(site_id), seeds.path(site_id)
    if site.state is not State.RETIRED and path is not None:
        set_key(path, "state", State.RETIRED.value)
    return catalogue(seeds.folder).site(site_id)


def place_of(name: str, url: str, seeds: Catalogue, unsure: list[str]) -> dict[str, Any]:
    """Guess level and province from a portal's name and address; appends to `unsure` how they were guessed."""
    province = province_of(name, url, seeds.provinces.values())
    level = level_of(name) or (Level.PROVINCE if province else Level.NATIONAL)
    if province is None:
        unsure.append(f"level: {level.value} is guessed from the name; no province was recognised")
        return {"level": level.value}
    unsure.append("level, province: guessed from the portal's name and address")
    return {"level": level.value, "province": province.code}


def _start(start: Start) -> dict[str, Any]:
    return {"url": start.url, "section": list(start.section)} if start.section else {"url": start.url}


def _patterns(site: Site) -> dict[str, Any]:
    paging = {name: _plain(value) for name, value in site.paging.model_dump().items() if value} if site.paging else None
    kept = list(site.keep_parameters) or None
    return {"articles": list(site.articles) or None, "paging": paging, "keep_parameters": kept}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
