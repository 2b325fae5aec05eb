"""Every site file that comes with tinhuy: it loads, stands in its province, and names a start page of its own."""

from __future__ import annotations

from collections import Counter

import pytest

from seeds.config.catalogue import HERE, catalogue
from seeds.config.site import Level
from seeds.urls.canonical import key, portal_host

SEEDS = catalogue(HERE)
LOCAL = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


@pytest.mark.parametrize("site_id", SEEDS.ids())
def test_a_site_file(site_id: str) -> None:
    site = SEEDS.site(site_id)
    assert site.name.strip() == site.name and site.notes.strip()
    assert site.own.id in SEEDS.platforms
    assert (site.province_name is not None) == (site.level in LOCAL)
    assert (site.province_successor is not None) == (site.level in LOCAL)
    assert (site.since_2025 is not None) == (site.level is Level.DISTRICT)
    assert site.start and not site.allow_private


def test_no_two_sites_have_a_start_page_or_a_name_in_common() -> None:
    sites = SEEDS.sites().values()
    starts = Counter((portal_host(site), key(start.url, site)) for site in sites for start in site.start)
    names = Counter(site.name for site in sites)
    assert [start for start, number in (*starts.items(), *names.items()) if number > 1] == []


def test_the_party_portals_are_in_the_catalogue() -> None:
    sites = SEEDS.sites()
    assert len(sites) >= 25
    platforms = {site_id: site.own.id for site_id, site in sites.items()}
    known = {"bacninh": "liferay", "angiang": "sharepoint", "budang": "nukeviet", "dbnd-thanhhoa": "sharepoint-tandan"}
    assert known.items() <= platforms.items()
    assert sites["tuyphong"].province_successor == "Lâm Đồng"
    assert sites["thuathienhue"].province_successor == "Huế"
