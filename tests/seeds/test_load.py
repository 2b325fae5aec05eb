"""Site and platform files: what is refused and how it is said, and that one broken file stops no other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from seeds.errors import UsageError
from seeds.load import HERE, BrokenSeedError, Catalogue, catalogue
from seeds.model import Clean, Level

GOOD = """name: Huyện ủy Mẫu
level: district
province: "20"
start:
  - url: https://mau.example.vn/tin
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "platforms", tmp_path / "platforms")
    (tmp_path / "sites").mkdir()
    return tmp_path


def _write(folder: Path, name: str, text: str) -> Catalogue:
    (folder / "sites" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return catalogue(folder)


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        (GOOD + "colour: red\n", "colour", "there is no such key"),
        (GOOD + "clean: {titel: [h1]}\n", "clean.titel", "there is no such key"),
        (GOOD + "clean: {title: ['h1[']}\n", "clean.title.0", "is no CSS selector"),
        (GOOD + "clean: {content: ['p:nonsense(3)']}\n", "clean.content.0", "is no CSS selector"),
        (GOOD + "articles: ['(']\n", "articles.0", "is no regular expression"),
        (GOOD + "schedule: every day\n", "schedule", "is no cron line"),
        (GOOD + "schedule: '61 * * * *'\n", "schedule", "is no cron line"),
        (GOOD.replace("https://mau.example.vn/tin", "mau.example.vn"), "start.0.url", "is no web address"),
        (GOOD.replace("https://mau", "ftp://mau"), "start.0.url", "is no web address"),
        (GOOD.replace("https://mau.example.vn", "https://mau example.vn"), "start.0.url", "is no web address"),
        (GOOD.replace("https://mau.example.vn", "https://mau.example.vn:99999"), "start.0.url", "is no web address"),
        (GOOD.replace('"20"', '"99"'), "province", "there is no code '99'"),
        (GOOD.replace('"20"', "20"), "province", "string"),
        (GOOD.replace('province: "20"\n', ""), "province", "needs the code"),
        (GOOD.replace("name: Huyện ủy Mẫu\n", ""), "name", "Field required"),
        (GOOD.replace("Huyện ủy Mẫu", "''"), "name", "at least 1 character"),
        (GOOD.replace("district", "village"), "level", "district"),
        (GOOD + "platform: sharepiont\n", "platform", "'sharepiont' is not known"),
        (GOOD + "delay: -1\n", "delay", "greater than or equal to 0"),
        (GOOD + "paging: {path: ['/page/']}\n", "paging.path.0", "{n}"),
        (GOOD + "expect: {rejected_share: 2}\n", "expect.rejected_share", "less than or equal to 1"),
        (GOOD + "start: [\n", "line", "no valid YAML"),
        ("- a\n- b\n", "", "is no mapping"),
        ("", "", "is no mapping"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_file_key_and_reason(folder: Path, text: str, key: str, reason: str) -> None:
    with pytest.raises(BrokenSeedError) as refused:
        _write(folder, "mau", text).site("mau")
    message = refused.value.message
    assert str(folder / "sites" / "mau.yaml") in message
    assert key in message and reason in message
    assert refused.value.remedy and refused.value.exit_code == 2


def test_a_file_in_another_charset_is_refused(folder: Path) -> None:
    (folder / "sites" / "mau.yaml").write_bytes(b"name: \xff\xfe")
    with pytest.raises(BrokenSeedError, match=r"mau\.yaml: can't be read"):
        catalogue(folder).site("mau")


def test_one_broken_file_stops_no_other(folder: Path) -> None:
    _write(folder, "hong", GOOD + "colour: red\n")
    seeds = _write(folder, "mau", GOOD)
    assert list(seeds.sites()) == ["mau"]
    assert [problem.message for problem in seeds.problems()] == [
        f"{folder / 'sites' / 'hong.yaml'}: colour: there is no such key."
    ]


def test_listing_parses_nothing(folder: Path) -> None:
    _write(folder, "hong", "{{{")
    assert _write(folder, "mau", GOOD).ids() == ["hong", "mau"]


def test_a_broken_platform_is_named(folder: Path) -> None:
    (folder / "platforms" / "sharepoint.yaml").write_text("name: x\nclean: {title: ['h1[']}\n", encoding="utf-8")
    with pytest.raises(BrokenSeedError, match=r"sharepoint\.yaml: clean\.title\.0"):
        _write(folder, "mau", GOOD).site("mau")


def test_an_unknown_site_gets_a_suggestion(folder: Path) -> None:
    with pytest.raises(UsageError, match="Did you mean 'binhgia'"):
        _write(folder, "binhgia", GOOD).site("binhgai")
    with pytest.raises(UsageError, match="tinhuy sites"):
        catalogue(folder).site("xyz")


def test_a_folder_without_sites_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no seeds folder"):
        catalogue(tmp_path)


def test_the_folder_comes_from_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(folder, "mau", GOOD)
    monkeypatch.setenv("TINHUY_SEEDS", str(folder))
    assert catalogue().ids() == ["mau"]


def test_a_site_inherits_from_its_platform(folder: Path) -> None:
    text = GOOD + "platform: sharepoint\nclean: {title: ['.tieude']}\n"
    site = _write(folder, "mau", text).site("mau")
    assert site.case_ignored and site.effective_paging.postback
    assert "itemid" in site.kept_parameters
    assert site.clean.over(site.own.clean).title[:2] == (".tieude", ".News_Detail_Title")
    assert [platform.id for platform in site.platforms] == ["sharepoint"]


def test_own_selectors_stand_first_and_none_twice() -> None:
    own, platform = Clean(title=("h2", "h1"), chrome=(".a",)), Clean(title=("h1", ".t"), lead=("p",))
    assert own.over(platform) == Clean(title=("h2", "h1", ".t"), chrome=(".a",), lead=("p",))


def test_every_site_file_of_ours_can_be_used() -> None:
    seeds = catalogue(HERE)
    assert seeds.problems() == []
    assert {"hanam", "binhgia", "quanlynhanuoc", "vinhhung"} <= set(seeds.sites())


@pytest.mark.parametrize(
    ("site_id", "level", "province", "successor", "platform"),
    [
        ("hanam", Level.PROVINCE, "Hà Nam", "Ninh Bình", "sharepoint"),
        ("binhgia", Level.DISTRICT, "Lạng Sơn", "Lạng Sơn", "generic"),
        ("quanlynhanuoc", Level.NATIONAL, None, None, "wordpress"),
        ("vinhhung", Level.DISTRICT, "Long An", "Tây Ninh", "generic"),
    ],
)
def test_the_four_portals(
    site_id: str, level: Level, province: str | None, successor: str | None, platform: str
) -> None:
    site = catalogue(HERE).site(site_id)
    assert (site.level, site.province_name, site.province_successor) == (level, province, successor)
    assert (site.own.id, site.state.value) == (platform, "unverified")
    assert (site.since_2025 is not None) == (level is Level.DISTRICT)


def test_63_provinces_became_34() -> None:
    provinces = catalogue(HERE).provinces
    assert len(provinces) == 63
    assert len({province.successor for province in provinces.values()}) == 34
