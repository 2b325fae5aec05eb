"""One page has one address and one key, whatever the spelling."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from seeds.config.site import Level, Paging, Platform, Site, Start
from seeds.urls.canonical import MAX_LENGTH, canonical, is_article, key, portal_host, same_portal


def make_site(*, ignore_case: bool = False, articles: tuple[str, ...] = (r"^/Pages/[\w-]+\.aspx$",)) -> Site:
    own = Platform(id="sharepoint", name="SharePoint", ignore_case=ignore_case, keep_parameters=("ItemID",))
    return Site(
        id="hanam",
        name="Hà Nam",
        level=Level.NATIONAL,
        start=(Start(url="https://hanam.gov.vn/Pages/Tin.aspx"),),
        articles=articles,
        paging=Paging(query=("PageIndex",)),
        platforms=(own,),
        own=own,
    )


SITE = make_site()
HOST = "https://hanam.gov.vn"


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [
        ("HTTPS://HaNam.Gov.VN:443/Pages/a.aspx#top", "/Pages/a.aspx"),
        ("https://hanam.gov.vn./Pages/a.aspx", "/Pages/a.aspx"),
        ("  https://hanam.gov.vn/Pages/a.aspx\n", "/Pages/a.aspx"),
        ("https://hanam.gov.vn/Pages/./x/../a.aspx", "/Pages/a.aspx"),
        ("https://hanam.gov.vn/Pages/a.aspx?utm_source=zalo&IsDlg=1", "/Pages/a.aspx"),
        ("https://hanam.gov.vn/Pages/a.aspx?PageIndex=3", "/Pages/a.aspx"),
        ("https://hanam.gov.vn/x.aspx?PageIndex=3&b=1&itemid=7", "/x.aspx?PageIndex=3&itemid=7"),
        ("https://hanam.gov.vn/x.aspx?itemid=7&itemid=7", "/x.aspx?itemid=7"),
        ("https://hanam.gov.vn/tin;jsessionid=A1.node-2?x=1", "/tin"),
        ("https://hanam.gov.vn/(S(abc123))/tin.aspx", "/tin.aspx"),
        ("https://hanam.gov.vn/t%69n-%c4%91%e1%ba%a3ng", "/tin-%C4%91%E1%BA%A3ng"),
        ("https://hanam.gov.vn/tin-đảng", "/tin-%C4%91%E1%BA%A3ng"),
        ("https://hanam.gov.vn", "/"),
        ("https://hanam.gov.vn/a/", "/a/"),
        ("https://user:secret@hanam.gov.vn/a", "/a"),
    ],
)
def test_spellings_become_one_address(spelling: str, expected: str) -> None:
    assert canonical(spelling, SITE) == HOST + expected


@pytest.mark.parametrize(
    "spelling",
    [
        "http://hanam.gov.vn/Pages/a.aspx",
        "https://www.hanam.gov.vn/Pages/a.aspx",
        "http://hanam.gov.vn:80/Pages/a.aspx/",
        "https://hanam.gov.vn/Pages/a.aspx?PageIndex=2&fbclid=x",
    ],
)
def test_twins_have_one_key(spelling: str) -> None:
    assert key(spelling, SITE) == key(f"{HOST}/Pages/a.aspx", SITE)


def test_parameter_names_have_no_case_in_the_key_and_values_have() -> None:
    assert key(f"{HOST}/x?ItemID=7a", SITE) == key(f"{HOST}/x?itemid=7a", SITE)
    assert key(f"{HOST}/x?ItemID=7a", SITE) != key(f"{HOST}/x?ItemID=7A", SITE)


def test_case_of_the_path_counts_unless_the_cms_ignores_it() -> None:
    lower, upper = f"{HOST}/pages/a.aspx", f"{HOST}/Pages/A.aspx"
    assert key(lower, SITE) != key(upper, SITE)
    folding = make_site(ignore_case=True)
    assert key(lower, folding) == key(upper, folding)
    assert canonical(upper, folding) == upper


def test_different_pages_have_different_keys() -> None:
    addresses = ["/a", "/b", "/x?ItemID=1", "/x?ItemID=2", "/x?PageIndex=2", "/x?PageIndex=3", "/"]
    assert len({key(HOST + address, SITE) for address in addresses}) == len(addresses)


def test_a_list_that_looks_like_an_article_keeps_its_page_number() -> None:
    assert canonical(f"{HOST}/Pages/Tin.aspx?PageIndex=2&x=1", SITE) == f"{HOST}/Pages/Tin.aspx?PageIndex=2"


@pytest.mark.parametrize(
    "wild", ["", "mailto:a@b.vn", "javascript:void(0)", "/tin", "http://", "http://[::1", "http://a:99999/", "x" * 9999]
)
def test_what_is_no_address_is_a_value_error(wild: str) -> None:
    with pytest.raises(ValueError, match=r"no web address|longer"):
        canonical(wild, SITE)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://www.hanam.gov.vn/x", True),
        ("https://hanam.gov.vn:8443/x", False),
        ("https://dukcq.hanam.gov.vn/x", False),
        ("https://evil.vn/hanam.gov.vn", False),
        ("ftp://hanam.gov.vn/x", False),
        ("http://[::1", False),
    ],
)
def test_same_portal(url: str, expected: bool) -> None:
    assert same_portal(url, SITE) is expected


def test_the_portal_is_known_by_its_host() -> None:
    assert portal_host(SITE) == "hanam.gov.vn"


def test_articles_match_with_and_without_a_closing_slash() -> None:
    site = make_site(articles=(r"/\d{4}/\d\d/\d\d/[\w-]+/$",))
    assert is_article(f"{HOST}/2022/05/06/tin", site)
    assert is_article(f"{HOST}/2022/05/06/tin/", site)
    assert not is_article(f"{HOST}/2022/05/06/tin/amp/", site)


paths = st.text(st.sampled_from("abÁđ/.%25;=&?#+ ()[]@:é\u00a0\u200b\\'\"<>{}|"), max_size=40)
hosts = st.sampled_from(["https://hanam.gov.vn/", "http://", "HTTP://[::1]/"])
_wild = st.one_of(st.text(max_size=60), st.builds("{}{}".format, hosts, paths))


@settings(max_examples=150, deadline=None)
@given(_wild)
@example("https://hanam.gov.vn/%25%32%35")
@example("https://hanam.gov.vn/a;sid=1;sid=2")
def test_canonical_is_idempotent_or_refuses(url: str) -> None:
    try:
        address = canonical(url, SITE)
    except ValueError:
        return
    assert canonical(address, SITE) == address
    assert len(address) <= MAX_LENGTH
    assert len(key(url, SITE)) == 32
    assert key(address, SITE) == key(url, SITE)
    assert address.isascii()
