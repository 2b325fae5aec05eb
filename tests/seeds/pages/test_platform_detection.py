"""The CMS that built a page is recognised by its signature."""

from __future__ import annotations

import pytest
from lxml import html

from seeds.config.catalogue import HERE, catalogue
from seeds.pages.css import find_all, select
from seeds.pages.platform_detection import recognise
from tests.portals.samples import SAMPLES

EVERY = tuple(catalogue(HERE).platforms.values())


def test_the_generic_platform_comes_last() -> None:
    assert EVERY[-1].id == "generic"


@pytest.mark.parametrize(
    ("portal", "platform"),
    [("hanam", "sharepoint"), ("quanlynhanuoc", "wordpress"), ("binhgia", "liferay"), ("vinhhung", "aspnet")],
)
def test_sample_pages(portal: str, platform: str) -> None:
    sample = SAMPLES[portal]
    page = sample.create_app().test_client().get(sample.address(sample.articles[0]))
    assert recognise(html.document_fromstring(page.text.encode()), EVERY).id == platform


@pytest.mark.parametrize(
    ("markup", "platform"),
    [
        ("<meta name='generator' content='Microsoft SharePoint'>", "sharepoint"),
        ("<div id='s4-workspace'></div>", "sharepoint"),
        ("<meta name='GENERATOR' content='WordPress 6.2'>", "wordpress"),
        ("<meta name='generator' content='Drupal 9'>", "drupal"),
        ("<p>Không có dấu hiệu</p>", "generic"),
        # One mark that a WordPress page quotes weighs less than the two that it has of its own.
        (
            "<link href='/wp-content/a.css'><div class='td-post-content'><div class='ms-rtestate-field'></div></div>",
            "wordpress",
        ),
    ],
)
def test_signatures(markup: str, platform: str) -> None:
    assert recognise(html.document_fromstring(markup), EVERY).id == platform


def test_a_site_that_names_its_platform_is_believed() -> None:
    only = tuple(platform for platform in EVERY if platform.id == "wordpress")
    assert recognise(html.document_fromstring("<div id='s4-workspace'>"), only).id == "wordpress"


def test_the_first_selector_with_a_match_gives_all_of_its_elements() -> None:
    tree = html.fragment_fromstring("<div><b>1</b><i>2</i><b>3</b></div>")
    assert [element.text for element in select(tree, ("u", "b", "i"))] == ["1", "3"]
    assert [element.text for element in find_all(tree, "i")] == ["2"]
    assert select(tree, ("u",)) == []
