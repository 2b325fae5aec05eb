"""The hosts that a crawl locks."""

from __future__ import annotations

from seeds.config.site import Site
from seeds.urls.canonical import portal_host


def hosts(site: Site) -> tuple[str, ...]:
    """Return all hosts of the site's start pages, sorted, so that two crawls lock them in one order and never deadlock.

    www and bare twins, http and https are one host; another port is a separate portal.
    """
    single = (site.model_copy(update={"start": (start,)}) for start in site.start)
    return tuple(sorted({portal_host(one) for one in single} or {portal_host(site)}))
