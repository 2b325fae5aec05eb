"""What the sample portals publish: articles kept as data, each beside its gold."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.yaml_files import read_yaml


@dataclass(frozen=True)
class SampleArticle:
    """One article of a sample portal.

    `page` holds what its CMS would hold (title, date as shown, body HTML, …) and feeds the templates; `gold` is
    what a perfect normaliser gives. The two are written apart and meet only in tests.
    """

    slug: str
    section: str
    page: dict[str, Any]
    gold: dict[str, Any] = field(hash=False)


def written_articles(folder: Path) -> list[SampleArticle]:
    """The hand-written articles of a portal, from `folder`/*.yaml in file-name order (newest first)."""
    return [_read(path) for path in sorted(folder.glob("*.yaml"))]


def _read(path: Path) -> SampleArticle:
    data = read_yaml(path)
    return SampleArticle(slug=data["slug"], section=data["section"], page=data["page"], gold=data["gold"])
