"""Floors under the figures: a run below one fails, and none is lowered without saying so."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Mapping
from pathlib import Path

FILE = Path(__file__).parent / "floors.toml"

Figures = Mapping[str, Mapping[str, float]]
"""By set of pages, then by name of the figure."""

_HEADING = """# Floors under the figures of `python -m tests.evaluation`, rounded down to 3 digits.
# Written by --pin; one is lowered by --pin --accept-lower only.
"""


class LowerError(Exception):
    """Pinning would lower floors."""


def read(path: Path = FILE) -> dict[str, dict[str, float]]:
    """The floors that are pinned."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def below(figures: Figures, floors: Figures) -> list[str]:
    """The figures that lie below their floors. A set that was not measured (its pages are not here) is passed over."""
    return [
        f"{name}.{figure}: {figures[name].get(figure, 0.0):.4f} is below {floor:.3f}"
        for name, own in floors.items()
        if name in figures
        for figure, floor in own.items()
        if figures[name].get(figure, 0.0) < floor - 1e-9
    ]


def pin(figures: Figures, path: Path = FILE, *, accept_lower: bool = False) -> None:
    """Write the figures as floors; those of sets that were not measured stay. Raises LowerError."""
    floors = read(path)
    lower = below(figures, floors)
    if lower and not accept_lower:
        raise LowerError("; ".join(lower))
    for name, own in figures.items():
        floors[name] = {figure: math.floor(value * 1000 + 1e-6) / 1000 for figure, value in sorted(own.items())}
    path.write_text(_HEADING + "".join(_table(name, floors[name]) for name in sorted(floors)), encoding="utf-8")


def _table(name: str, floors: Mapping[str, float]) -> str:
    return f"\n[{json.dumps(name)}]\n" + "".join(f"{figure} = {value}\n" for figure, value in floors.items())
