"""One thing that was checked of a site: what, where, and what to do where it no longer holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A check and its result."""

    what: str
    """The key of the site file that it is about, or what of the portal."""
    where: str
    seen: str
    """What was seen, or what is wrong."""
    remedy: str = ""
    """What to do; nothing where all is well."""

    @property
    def holds(self) -> bool:
        return not self.remedy
