"""On every make of portal: all spellings of an article have one key, and different articles different ones."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from seeds.config.catalogue import HERE, catalogue
from seeds.config.site import Level, Site, Start
from seeds.urls.canonical import canonical, is_article, key

PLATFORMS = catalogue(HERE).platforms
HOST = "https://tinhuy.example.vn"
ARTICLES = {
    "aspnet": "/chi-tiet.aspx?id={n}",
    "dotnetnuke": "/tin-tuc/tabid/92/mid/410/ArticleId/{n}/Default.aspx",
    "drupal": "/node/{n}",
    "joomla": "/index.php?option=com_content&view=article&id={n}:hoi-nghi&catid=3&Itemid=101",
    "liferay": "/tin-tuc/-/asset_publisher/aBc1/content/hoi-nghi-{n}",
    "mojoportal": "/hoi-nghi-{n}.aspx",
    "nukeviet": "/tin-tuc/hoi-nghi-{n}.html",
    "sharepoint": "/Pages/hoi-nghi-{n}.aspx",
    "sharepoint-tandan": "/portal/Pages/2022-6-{n}/hoi-nghi.aspx",
    "wordpress": "/2022/06/23/hoi-nghi-{n}/",
}
"""An article's address on each make, by its number."""


def site_of(platform: str, **more: object) -> Site:
    own = PLATFORMS[platform]
    file = {"name": "Tỉnh ủy", "level": Level.NATIONAL, "start": (Start(url=f"{HOST}/tin-tuc"),), **more}
    return Site(id="tinhuy", platforms=(own,), own=own, **file)


SITES = {name: site_of(name) for name in ARTICLES}


def test_every_make_is_here() -> None:
    assert {*ARTICLES, "generic"} == set(PLATFORMS)


@pytest.mark.parametrize(
    ("platform", "spellings"),
    [
        (
            "sharepoint",
            [
                "/Pages/Tin.aspx?ItemID=7",
                "/pages/tin.aspx?itemid=7",
                "//Pages//Tin.aspx?ItemID=7",
                "/%20Pages/Tin.aspx%20?ItemID=7&IsDlg=1",
                "/Pages%20/%C2%A0Tin.aspx?ItemID=7#top",
                "/Pages/Tin.aspx?ItemID=7&utm_source=zalo&fbclid=x&print=1",
            ],
        ),
        (
            "sharepoint",
            [
                "/Pages/Hội-nghị.aspx",
                "/Pages/H%E1%BB%99i-ngh%e1%bb%8b.aspx",
                "/PAGES/HỘI-NGHỊ.ASPX",
                "/Pages/Ho\u0323\u0302i-nghi\u0323.aspx",
            ],
        ),
        (
            "joomla",
            [
                "/index.php?option=com_content&view=article&id=5:hoi-nghi&catid=3&Itemid=101",
                "/index.php?option=com_content&view=article&id=5",
                "/?id=5%3Akhac&view=article&option=com_content",
                "/index.php?option=com_content&view=article&id=5&tmpl=component&print=1&layout=default&page=&lang=vi",
            ],
        ),
        (
            "joomla",
            ["/tin-tuc/5-hoi-nghi", "/index.php/tin-tuc/5-hoi-nghi?tmpl=component&print=1", "/tin-tuc/5-hoi-nghi/"],
        ),
        (
            "dotnetnuke",
            [
                "/tin/tabid/92/mid/410/ArticleId/7/Default.aspx",
                "/Tin/TabID/92/mid/410/articleid/7/language/vi-VN/default.aspx",
                "/tin/tabid/92/mid/410/ArticleId/7/dnnprintmode/true/Default.aspx?SkinSrc=x&ContainerSrc=y",
            ],
        ),
        ("dotnetnuke", ["/Default.aspx?tabid=92&mid=410&ItemID=7", "/?itemid=7&mid=410&TabId=92&language=vi-VN"]),
        (
            "liferay",
            [
                "/tin/-/asset_publisher/x/content/hoi-nghi",
                "/web/guest/tin/-/asset_publisher/x/content/hoi-nghi?inheritRedirect=true",
                "/vi/web/guest/tin/-/asset_publisher/x/content/hoi-nghi/pop_up?_101_INSTANCE_x_viewMode=print",
                "/tin/-/asset_publisher/x/content/hoi-nghi?p_p_auth=a1&p_p_state=maximized;jsessionid=AB12.node1",
                "/tin/-/asset_publisher/x/content/hoi-nghi;jsessionid=AB12.node1",
            ],
        ),
        (
            "liferay",
            [
                "/tin?p_p_id=101&p_p_lifecycle=0&_101_struts_action=%2Fview&_101_urlTitle=hoi-nghi",
                "/tin?_101_urlTitle=hoi-nghi",
            ],
        ),
        (
            "wordpress",
            [
                "/2022/06/23/hoi-nghi/",
                "/2022/06/23/hoi-nghi/print/",
                "/2022/06/23/hoi-nghi/amp",
                "/index.php/2022/06/23/hoi-nghi/?amp=1&replytocom=4",
            ],
        ),
        (
            "nukeviet",
            ["/tin-tuc/hoi-nghi-12.html", "/print/tin-tuc/hoi-nghi-12.html", "/savefile/tin-tuc/hoi-nghi-12.html"],
        ),
        (
            "nukeviet",
            ["/index.php?language=vi&nv=news&op=Tin/Hoi-nghi-12.html", "/index.php?nv=news&op=Tin%2FHoi-nghi-12.html"],
        ),
        ("drupal", ["/node/12", "/print/12", "/print/node/12", "/node/12/printable/print", "/printmail/12?lang=vi"]),
        ("aspnet", ["/(S(abc12))/ct.aspx?id=7&lang=vi", "/CT.aspx?ID=7&PHPSESSID=9", "/ct.aspx?id=7&print=true"]),
    ],
)
def test_spellings_of_one_article(platform: str, spellings: list[str]) -> None:
    site = SITES[platform]
    assert len({key(HOST + spelling, site) for spelling in spellings}) == 1
    assert all(is_article(canonical(HOST + spelling, site), site) for spelling in spellings)


@pytest.mark.parametrize(
    ("platform", "addresses"),
    [
        (
            "joomla",
            [
                "/index.php?option=com_content&view=category&id=5&Itemid=1",
                "/index.php?option=com_content&view=category&id=5&Itemid=2",
                "/index.php?option=com_k2&view=item&id=5",
                "/index.php?option=com_content&view=article&id=5",
                "/index.php?option=com_content&view=article&id=51",
            ],
        ),
        (
            "dotnetnuke",
            [
                "/Default.aspx?tabid=92&ItemID=7",
                "/Default.aspx?tabid=93&ItemID=7",
                "/Default.aspx?tabid=92&mid=1",
                "/Default.aspx?tabid=92&ItemID=8",
                "/tin/tabid/92/language/en-US/Default.aspx",
                "/tin/tabid/92/Default.aspx",
            ],
        ),
        (
            "sharepoint",
            [
                "/Pages/Tin.aspx?ItemID=7",
                "/Pages/Tin.aspx?ItemID=8",
                "/Pages/Tin.aspx?ItemID=7&ChuyenMucID=2",
                "/noi-bo/Pages/Tin.aspx?ItemID=7",
            ],
        ),
        (
            "liferay",
            [
                "/tin?p_p_id=101&_101_urlTitle=hoi-nghi",
                "/tin?p_p_id=101&_101_urlTitle=hoi-nghi-2",
                "/tin?p_p_id=101_INSTANCE_x&_101_INSTANCE_x_assetEntryId=5",
                "/tin",
            ],
        ),
        ("wordpress", ["/?p=1", "/?p=2", "/", "/2022/06/23/print/", "/2022/06/23/amp/", "/2022/06/23/"]),
        (
            "nukeviet",
            ["/index.php?nv=news&op=Tin/A-1.html", "/index.php?nv=news&op=Tin/A-2.html", "/index.php?nv=about"],
        ),
    ],
)
def test_different_pages_stay_different(platform: str, addresses: list[str]) -> None:
    assert len({key(HOST + address, SITES[platform]) for address in addresses}) == len(addresses)


def test_a_print_view_is_never_asked_for_and_a_twin_is_asked_for_as_it_was_found() -> None:
    assert canonical(f"{HOST}/2022/06/23/a/print/", SITES["wordpress"]) == f"{HOST}/2022/06/23/a/"
    assert canonical(f"{HOST}/index.php/tin/5-a", SITES["joomla"]) == f"{HOST}/index.php/tin/5-a"
    assert canonical(f"{HOST}/Pages/e\u0301.aspx", SITES["sharepoint"]) == f"{HOST}/Pages/e%CC%81.aspx"


def test_a_site_has_its_own_rules_before_its_platforms() -> None:
    site = site_of(
        "aspnet",
        keep_parameters=("so_*",),
        drop_parameters=("MenuID",),
        print_views={"^/in-tin(?=/)": ""},
        twins={"^/vi(?=/)": ""},
        articles=(r"^/(?:vi/)?tin/\d+$",),
    )
    assert canonical(f"{HOST}/in-tin/tin/5?MenuID=3", site) == f"{HOST}/tin/5"
    assert canonical(f"{HOST}/danh-muc?MenuID=3&so_trang=2&x=1", site) == f"{HOST}/danh-muc?MenuID=3&so_trang=2"
    assert key(f"{HOST}/vi/tin/5", site) == key(f"{HOST}/tin/5", site)


def _escaped(text: str, at: list[bool], lower: bool) -> str:
    """`text` with some of its letters percent-encoded, which mean the same."""
    form = "%{:02x}" if lower else "%{:02X}"
    return "".join(form.format(ord(c)) if escape and c.isalnum() else c for c, escape in zip(text, at, strict=True))


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str, str]:
    """A make, an article's address on it, and another spelling of that address."""
    platform = draw(st.sampled_from(sorted(ARTICLES)))
    path, _, query = ARTICLES[platform].format(n=draw(st.integers(1, 28))).partition("?")
    other = _escaped(path, draw(st.lists(st.booleans(), min_size=len(path), max_size=len(path))), draw(st.booleans()))
    for _ in range(draw(st.integers(0, 2))):
        slash = draw(st.sampled_from([at for at, c in enumerate(other) if c == "/"]))
        other = other[:slash] + draw(st.sampled_from(["//", "/%20", "/\u00a0", "/./"])) + other[slash + 1 :]
    if SITES[platform].case_ignored and draw(st.booleans()):
        other = other.swapcase().replace("%c2%a0", "")
    junk = draw(st.lists(st.sampled_from(["utm_source=zalo", "fbclid=I", "p_p_state=normal", "lang=vi", "print=1"])))
    names = [*([query] if query else []), *junk]
    other += "?" + "&".join(names) if names else ""
    head = draw(st.sampled_from([HOST, HOST.replace("https", "http"), HOST.replace("//", "//www."), HOST.upper()]))
    fragment = draw(st.sampled_from(["", "#top", "#!x"]))
    return platform, HOST + path + ("?" + query if query else ""), head + other + fragment


@given(spellings())
def test_any_spelling_has_the_articles_key(found: tuple[str, str, str]) -> None:
    platform, address, spelling = found
    site = SITES[platform]
    assert key(spelling, site) == key(address, site)
    settled = canonical(spelling, site)
    assert canonical(settled, site) == settled
    assert is_article(settled, site)


@given(st.sampled_from(sorted(ARTICLES)), st.integers(1, 28), st.integers(1, 28))
def test_other_articles_have_other_keys(platform: str, one: int, other: int) -> None:
    assume(one != other)
    address, site = HOST + ARTICLES[platform], SITES[platform]
    assert key(address.format(n=one), site) != key(address.format(n=other), site)


_WILD = st.text(st.sampled_from("abĐé/.%20C5;=&?:-print_amp"), max_size=30)


@given(st.sampled_from(sorted(ARTICLES)), _WILD)
def test_canonical_settles_on_every_make(platform: str, path: str) -> None:
    site = SITES[platform]
    address = canonical(f"{HOST}/{path}", site)
    assert canonical(address, site) == address
    assert key(address, site) == key(f"{HOST}/{path}", site)
