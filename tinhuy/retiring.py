"""Retiring of a site, in its file."""

from __future__ import annotations

from seeds.config.catalogue import Catalogue, catalogue
from seeds.config.site import Site, State
from tinhuy.probe.site_file_writer import set_key


def retire(seeds: Catalogue, site_id: str) -> Site:
    """Write `state: retired` into the site's file, and change nothing else there. Returns the changed site.

    Raises UsageError for an unknown site or a broken file, TinhuyError where the file can't be written.
    """
    site, path = seeds.site(site_id), seeds.path(site_id)
    if site.state is not State.RETIRED and path is not None:
        set_key(path, "state", State.RETIRED.value)
    return catalogue(seeds.folder).site(site_id)
