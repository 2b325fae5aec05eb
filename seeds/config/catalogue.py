"""Loading of site and platform files: strictly, one by one, so that a broken file never stops the others."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from seeds.config.error_messages import reason_of
from seeds.config.site import Level, Platform, Site, SiteFile
from seeds.config.strict_yaml import load_strictly
from seeds.errors import UsageError
from seeds.home import own_seeds

HERE = Path(__file__).parents[1]
GENERIC = "generic"
ALONE = "ALONE"
"""Name of a file in a home's seeds folder that makes the sites there the only ones of its corpus."""

Model = TypeVar("Model", SiteFile, Platform)


class BrokenSeedError(UsageError):
    """A site or platform file can't be used; the message says which file, which key and why."""


@dataclass(frozen=True)
class Province:
    """A province as it was before 1 July 2025, and the province that it is part of since."""

    code: str
    name: str
    successor: str


@dataclass
class Catalogue:
    """The site and platform files of one folder, in addition to tinhuy's own.

    Listing parses nothing; loading a site validates that file alone. A platform, and a site that is asked for by its
    id, come from tinhuy's own where the folder has no file for it. The sites that are listed, and crawled by schedule
    or `--all`, are the folder's.
    """

    folder: Path
    own: Path | None = None
    """Second folder: site files that `tinhuy crawl URL` wrote. A file of equal id in `folder` takes precedence."""
    alone: bool = False
    """True where sites come from the folder only, and none from tinhuy's own: so that a corpus of samples stays one."""
    _loaded: dict[str, Site] = field(default_factory=dict)

    def ids(self) -> list[str]:
        """List the ids of all sites, which are their file names, sorted."""
        return sorted({path.stem for folder in self._folders() for path in (folder / "sites").glob("*.yaml")})

    def _folders(self) -> tuple[Path, ...]:
        return (self.folder,) if self.own is None else (self.folder, self.own)

    def path(self, site_id: str) -> Path | None:
        """Return the file of a site: from the folder, the second one, or tinhuy's own; None where there is none."""
        if Path(site_id).name != site_id:
            return None
        folders = self._folders() if self.alone else (*self._folders(), HERE)
        paths = (folder / "sites" / f"{site_id}.yaml" for folder in folders)
        return next((path for path in paths if path.is_file()), None)

    def site(self, site_id: str) -> Site:
        """Load the site of that id. Raises UsageError if there is none, BrokenSeedError if its file can't be used."""
        if site_id not in self._loaded:
            self._loaded[site_id] = self._load(site_id)
        return self._loaded[site_id]

    def sites(self) -> dict[str, Site]:
        """Load every site whose file can be used, by id; `problems` has the others."""
        usable = {}
        for site_id in self.ids():
            try:
                usable[site_id] = self.site(site_id)
            except BrokenSeedError:
                continue
        return usable

    def problems(self) -> list[BrokenSeedError]:
        """List an error for each file that can't be used."""
        found = []
        for site_id in self.ids():
            try:
                self.site(site_id)
            except BrokenSeedError as problem:
                found.append(problem)
        return [*found, *(_misnamed(path) for folder in self._folders() for path in folder.glob("*/*.yml"))]

    def unlisted(self, site_id: str, language: str = "vi") -> Site:
        """Build a site that no file describes: pages from anywhere, of any known CMS."""
        return Site(
            id=site_id,
            name=site_id,
            level=Level.NATIONAL,
            language=language,
            platforms=tuple(self.platforms.values()),
            own=self.platforms[GENERIC],
        )

    @cached_property
    def platforms(self) -> dict[str, Platform]:
        """Every platform by its id, the generic one last. Raises BrokenSeedError."""
        folders = (HERE / "platforms", self.folder / "platforms")
        paths = {path.stem: path for folder in folders for path in folder.glob("*.yaml")}
        by_id = sorted(paths, key=lambda stem: (stem == GENERIC, stem))
        return {stem: _platform(paths[stem]) for stem in by_id}

    @cached_property
    def provinces(self) -> dict[str, Province]:
        """Every province by its code."""
        path = self.folder / "provinces.csv"
        with (path if path.exists() else HERE / "provinces.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return {row["code"]: Province(row["code"], row["name"], row["successor_from_2025_07_01"]) for row in rows}

    def _load(self, site_id: str) -> Site:
        path = self.path(site_id)
        if path is None:
            for folder in self._folders():
                if (folder / "sites" / f"{Path(site_id).name}.yml").exists():
                    raise _misnamed(folder / "sites" / f"{Path(site_id).name}.yml")
            raise UsageError(f"There is no site {site_id!r} in {self.folder / 'sites'}.", self._suggestion(site_id))
        file = _site_file(path)
        own = self.platforms.get(file.platform)
        if own is None:
            known = ", ".join(self.platforms)
            raise BrokenSeedError(f"{path}: platform: {file.platform!r} is not known.", f"Known: {known}.")
        if file.province is not None and file.province not in self.provinces:
            raise BrokenSeedError(f"{path}: province: there is no code {file.province!r}.", "provinces.csv has them.")
        province = self.provinces.get(file.province or "")
        candidates = tuple(self.platforms.values()) if own.id == GENERIC else (own,)
        return Site(
            **{name: getattr(file, name) for name in SiteFile.model_fields},
            id=site_id,
            own=own,
            platforms=candidates,
            province_name=province.name if province else None,
            province_successor=province.successor if province else None,
        )

    def _suggestion(self, site_id: str) -> str:
        close = get_close_matches(site_id, self.ids(), n=1)
        return f"Did you mean {close[0]!r}?" if close else "`tinhuy sites` lists those that there are."


def catalogue(folder: Path | None = None) -> Catalogue:
    """Open the seeds in `folder`, else in TINHUY_SEEDS, else those that come with tinhuy. Raises UsageError.

    A home whose `seeds` has a file ALONE has the only sites that its corpus is made of; the demo's home does.
    """
    named = folder or (Path(os.environ["TINHUY_SEEDS"]) if os.environ.get("TINHUY_SEEDS") else None)
    if (named is None or named.resolve() == own_seeds().resolve()) and (own_seeds() / ALONE).is_file():
        return Catalogue(own_seeds().resolve(), alone=True)
    chosen = named or HERE
    if not (chosen / "sites").is_dir():
        raise UsageError(f"{chosen} is no seeds folder: it has no folder `sites`.", "Point --seeds at one that has.")
    own = own_seeds() if folder is None else None
    return Catalogue(chosen.resolve(), own if own is not None and own.resolve() != chosen.resolve() else None)


Stamp = tuple[str, int, int]
"""Path, time of the last change in ns, and size of a file: while all three are equal, the content counts as
unchanged."""


def _platform(path: Path) -> Platform:
    return _read_platform(_stamp(path))


def _site_file(path: Path) -> SiteFile:
    return _read_site_file(_stamp(path))


def _stamp(path: Path) -> Stamp:
    try:
        state = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), state.st_mtime_ns, state.st_size


@lru_cache(maxsize=1024)
def _read_platform(stamp: Stamp) -> Platform:
    path = Path(stamp[0])
    return _validated(path, Platform, {"id": path.stem, **_read(path)})


@lru_cache(maxsize=16384)
def _read_site_file(stamp: Stamp) -> SiteFile:
    """Parse a site file once for each state of the file: the schedule looks at all files once a minute."""
    path = Path(stamp[0])
    return _validated(path, SiteFile, _read(path))


def _misnamed(path: Path) -> BrokenSeedError:
    return BrokenSeedError(f"{path}: is not read: its name ends with .yml.", f"Rename it to {path.stem}.yaml.")


def _read(path: Path) -> dict[str, Any]:
    try:
        data = load_strictly(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        why = getattr(error, "problem", error)
        raise BrokenSeedError(f"{path}: {where}no valid YAML: {why}.", "Correct that line.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenSeedError(f"{path}: can't be read: {error}.", "It must be a UTF-8 text file.") from None
    if not isinstance(data, dict):
        raise BrokenSeedError(f"{path}: is no mapping of keys to values.", "See seeds/sites/hanam.yaml for the form.")
    return data


def _validated(path: Path, model: type[Model], data: dict[str, Any]) -> Model:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        reasons = "; ".join(reason_of(item, model) for item in error.errors())
        raise BrokenSeedError(f"{path}: {reasons}.", "CONTRIBUTING.md lists the allowed keys and values.") from None
