"""The result of one check of a site: its subject, its place, and a remedy where the check failed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A check and its result."""

    what: str
    """Key of the site file that the check is about, or part of the portal."""
    where: str
    seen: str
    """Result, or the problem."""
    remedy: str = ""
    """Remedy; empty where all is well."""

    @property
    def holds(self) -> bool:
        return not self.remedy
