"""Marks a site as retired, in its file."""

from __future__ import annotations

import re
from pathlib import Path

from seeds.errors import TinhuyError
from seeds.load import Catalogue, catalogue
from seeds.model import Site, State

_STATE = re.compile(r"^state:.*$", re.MULTILINE)


def retire(seeds: Catalogue, site_id: str) -> Site:
    """Write `state: retired` into the site's file, all else in it as it was; returns the site as it is then.

    Raises UsageError for an unknown site or a broken file, TinhuyError where the file can't be written.
    """
    site = seeds.site(site_id)
    if site.state is not State.RETIRED:
        _write_state(seeds.folder / "sites" / f"{site_id}.yaml")
    return catalogue(seeds.folder).site(site_id)


def _write_state(path: Path) -> None:
    line = f"state: {State.RETIRED}"
    part = path.with_name(path.name + ".part")
    try:
        text = path.read_text(encoding="utf-8")
        changed, found = _STATE.subn(line, text, count=1)
        part.write_text(changed if found else f"{text.rstrip()}\n{line}\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise TinhuyError(f"{path} can't be written: {error}.", f"Write `{line}` into it yourself.") from None
