"""Shell completion: ids of sites."""

from __future__ import annotations

from seeds.errors import TinhuyError


def site_ids(incomplete: str) -> list[str]:
    """Return the ids that begin with `incomplete`; none without a seeds folder. Reads no site file."""
    from seeds.config.catalogue import catalogue  # noqa: PLC0415 (only a shell that completes waits for it)

    try:
        return [site_id for site_id in catalogue().ids() if site_id.startswith(incomplete)]
    except TinhuyError:
        return []
