"""From addresses of articles to their pattern."""

from __future__ import annotations

import pytest

from seeds.config.catalogue import HERE, catalogue
from seeds.config.site import Start
from seeds.urls.canonical import canonical, is_article
from tinhuy.probe.url_patterns import shapes_of

BASE = "https://huyenuy.vn"
SLUGS = ("hop-ban-thuong-vu", "hoi-nghi-giao-ban-thang-sau", "ket-qua-ra-soat-ho-so", "ra-quan-lam-duong", "le-hoi")


@pytest.mark.parametrize(
    ("paths", "pattern", "parameters"),
    [
        ([f"/tin-tuc/{slug}-{at}.html" for at, slug in enumerate(SLUGS)], r"^/tin-tuc/[^/?]+-\d+\.html$", ()),
        ([f"/{SLUGS[at % 2]}/{slug}-{at}" for at, slug in enumerate(SLUGS)], r"^/[^/?]+/[^/?]+-\d+$", ()),
        ([f"/2024/0{at}/1{at}/{slug}/" for at, slug in enumerate(SLUGS)], r"^/\d{4}/\d{1,2}/\d{1,2}/[^/?]+$", ()),
        ([f"/-/view_content/{at}-{slug}" for at, slug in enumerate(SLUGS)], r"^/-/view_content/\d+-[^/?]+$", ()),
        ([f"/Pages/{slug}.aspx" for slug in SLUGS], r"^/Pages/[^/?]+\.aspx$", ()),
        ([f"/tin/{at}" for at in range(998, 1004)], r"^/tin/\d+$", ()),
        ([f"/xem.aspx?id={at}&muc={at % 2}" for at in range(9)], r"^/xem\.aspx\?(?:.*&)?id=\d+(?:&|$)", ("id",)),
        ([f"/xem.aspx?lang=vi&ten={slug}" for slug in SLUGS], r"^/xem\.aspx\?(?:.*&)?ten=[^&]+(?:&|$)", ("ten",)),
    ],
)  # fmt: skip
def test_a_pattern_fits_what_it_was_made_from(paths: list[str], pattern: str, parameters: tuple[str, ...]) -> None:
    addresses = [BASE + path for path in paths]
    (shape,) = shapes_of(addresses)
    assert (shape.pattern, shape.count, shape.parameters) == (pattern, len(paths), parameters)
    changes = {"start": (Start(url=BASE),), "articles": (pattern,), "keep_parameters": parameters}
    site = catalogue(HERE).unlisted("huyenuy").model_copy(update=changes)
    assert all(is_article(canonical(address, site), site) for address in addresses)
    assert len({canonical(address, site) for address in addresses}) == len(paths)


def test_two_forms_of_articles_are_two_patterns_and_a_rare_one_is_none() -> None:
    news = [f"/tin/{slug}-{at}.html" for at, slug in enumerate(SLUGS * 2)]
    notices = [f"/thong-bao/{at}" for at in range(4)]
    rare = ["/van-ban/nghi-quyet-so-bay", "/van-ban/chi-thi-so-chin"]
    found = shapes_of(BASE + path for path in (*rare, *notices, *news))
    assert [shape.pattern for shape in found] == [r"^/tin/[^/?]+-\d+\.html$", r"^/thong-bao/\d+$"]


def test_a_pattern_that_only_counts_folders_is_told_to_be_wide() -> None:
    wide, narrow = [f"{BASE}/{slug}" for slug in SLUGS], [f"{BASE}/tin/{slug}" for slug in SLUGS]
    assert [shape.wide for shape in (*shapes_of(wide), *shapes_of(narrow))] == [True, False]


def test_too_few_addresses_have_no_pattern() -> None:
    assert shapes_of([]) == shapes_of([f"{BASE}/tin/mot-bai-viet"]) == []
