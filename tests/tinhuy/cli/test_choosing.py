"""Which sites `tinhuy crawl` takes, and what it says of those that it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds.config.catalogue import Catalogue, catalogue
from seeds.errors import UsageError
from tests.crawler.small_portal import write_site
from tinhuy.cli.crawling.crawl import choose


@pytest.fixture
def seeds(tmp_path: Path) -> Catalogue:
    for site_id, state in (("hanam", "verified"), ("binhgia", "unverified"), ("moi", "unverified"), ("cu", "retired")):
        write_site(tmp_path, site_id, f"http://{site_id}.vn", state=state)
    return catalogue(tmp_path)


def test_all_means_the_verified_ones_and_the_others_are_counted(
    seeds: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    assert choose(seeds, [], True) == ["hanam"]
    said = capsys.readouterr().err
    assert (
        "Unverified sites skipped: 2; the site file has passed no check yet (tinhuy sites check SITE --verify)" in said
    )
    assert "Retired sites skipped: 1" in said


def test_an_unverified_site_is_crawled_by_its_name_with_a_warning(
    seeds: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    assert choose(seeds, ["binhgia", "hanam", "binhgia"], False) == ["binhgia", "hanam"]
    said = capsys.readouterr().err
    assert "Warning: binhgia is unverified" in said and "hanam" not in said


def test_none_verified_is_refused_with_the_way_to_verify(tmp_path: Path) -> None:
    write_site(tmp_path, "moi", "http://moi.vn", state="unverified")
    with pytest.raises(UsageError, match="No site is verified yet") as refused:
        choose(catalogue(tmp_path), [], True)
    assert "tinhuy sites check SITE --verify" in refused.value.remedy
