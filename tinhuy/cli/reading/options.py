"""Options that the commands which read the corpus share."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from tinhuy.cli.completion import site_ids

Since = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only articles published on this day or later.")
]
Until = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only articles published on this day or earlier.")
]
OfSite = Annotated[str | None, typer.Option("--site", autocompletion=site_ids, help="Only articles of this site.")]
OfYear = Annotated[int | None, typer.Option("--year", min=1900, max=2200, help="Only articles of this year.")]
InProvince = Annotated[
    str | None,
    typer.Option("--province", help="Only articles of this province: code, or name before or since July 2025."),
]
OfLevel = Annotated[
    str | None, typer.Option("--level", help="Only this tier: central, national, province, district or commune.")
]
InSection = Annotated[str | None, typer.Option("--section", help="Only articles of this section, such as 'Tin tức'.")]
InLanguage = Annotated[str | None, typer.Option("--language", help="Only this language (ISO 639-1), such as vi.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]


def day_of(value: datetime | None) -> date | None:
    """Return the day of an option; None where it was not given."""
    return value.date() if value else None
