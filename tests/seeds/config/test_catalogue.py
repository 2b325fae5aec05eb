"""Site and platform files: what is refused and how it is said, and that one broken file stops no other."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from time import process_time

import pytest

from seeds.config.catalogue import ALONE, HERE, BrokenSeedError, Catalogue, catalogue
from seeds.config.site import Clean, Level
from seeds.errors import UsageError

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
        (GOOD + "scedule: x\n", "scedule", "did you mean 'schedule'?"),
        (GOOD + "menu: true\nmenu: false\n", "line 7", "the key 'menu' appears twice, first in line 6"),
        (GOOD + "expect: {rejected_share: 0.1, rejected_share: 0.9}\n", "line 6", "'rejected_share' appears twice"),
        (GOOD + "schedule: '0 15 6 * * *'\n", "schedule", "it has 6 fields"),
        (GOOD + "menu: often\n", "menu", "must be true or false, and is 'often'"),
        (GOOD + "delay: slow\n", "delay", "must be a number, and is 'slow'"),
        (GOOD + "articles: /tin/\n", "articles", "must be a list, and is '/tin/'"),
        (GOOD + "clean: [h1]\n", "clean", "must be a mapping of keys to values, and is a list"),
        (GOOD.replace('"20"', '"200"'), "province", "must have the form ^\\d{2}$, and is '200'"),
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
        (GOOD.replace('"20"', "20"), "province", "must be text; numbers and yes or no need quotes for that, and is 20"),
        (GOOD.replace('province: "20"\n', ""), "province", "needs the code"),
        (GOOD.replace("name: Huyện ủy Mẫu\n", ""), "name", "is missing"),
        (GOOD.replace("Huyện ủy Mẫu", "''"), "name", "must have at least 1 character, and is empty"),
        (GOOD.replace("district", "village"), "level", "district"),
        (GOOD + "platform: sharepiont\n", "platform", "'sharepiont' is not known"),
        (GOOD + "delay: -1\n", "delay", "must be 0 or more, and is -1"),
        (GOOD + "paging: {path: ['/page/']}\n", "paging.path.0", "{n}"),
        (GOOD + "expect: {rejected_share: 2}\n", "expect.rejected_share", "must be 1 or less, and is 2"),
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


@pytest.mark.slow
def test_a_thousand_sites_are_loaded_and_shown_in_two_seconds(folder: Path) -> None:
    """Seconds of CPU: 0.5 for the files, 0.2 for what `tinhuy sites --json` says of them; it was 6.8 and 3 once."""
    for number in range(1000):
        _write(folder, f"mau-{number:04}", GOOD)
    began = time.process_time()
    sites = catalogue(folder).sites()
    shown = [site.clean.over(site.own.clean) for site in sites.values()]
    assert len(shown) == 1000
    assert time.process_time() - began < 2


def test_a_broken_platform_is_named(folder: Path) -> None:
    (folder / "platforms" / "sharepoint.yaml").write_text("name: x\nclean: {title: ['h1[']}\n", encoding="utf-8")
    with pytest.raises(BrokenSeedError, match=r"sharepoint\.yaml: clean\.title\.0"):
        _write(folder, "mau", GOOD).site("mau")


def test_an_unknown_site_gets_a_suggestion(folder: Path) -> None:
    with pytest.raises(UsageError, match="Did you mean 'binhgia'"):
        _write(folder, "binhgia", GOOD).site("binhgai")
    with pytest.raises(UsageError, match="tinhuy sites"):
        catalogue(folder).site("xyz")


def test_what_a_folder_lacks_comes_from_tinhuys_own(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    seeds = _write(tmp_path, "mau", GOOD + "platform: sharepoint\n")
    assert seeds.site("mau").case_ignored
    assert seeds.ids() == ["mau"]
    assert seeds.site("hanam").name == catalogue(HERE).site("hanam").name
    for wrong in ("../sites/hanam", "khong"):
        with pytest.raises(UsageError, match="There is no site"):
            seeds.site(wrong)


def test_a_folders_platforms_add_to_tinhuys_own_and_override_them(tmp_path: Path) -> None:
    for name in ("sites", "platforms"):
        (tmp_path / name).mkdir()
    (tmp_path / "platforms" / "sharepoint.yaml").write_text("name: Của chúng tôi\n", encoding="utf-8")
    (tmp_path / "platforms" / "rieng.yaml").write_text("name: Riêng\n", encoding="utf-8")
    own = catalogue(tmp_path).platforms
    assert own["sharepoint"].name == "Của chúng tôi"
    assert {"rieng", "wordpress"} < own.keys()
    assert list(own)[-1] == "generic"


def test_a_home_that_carries_its_own_sites_knows_no_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seeds" / "sites").mkdir(parents=True)
    _write(tmp_path / "seeds", "hanam", GOOD)
    monkeypatch.setenv("TINHUY_HOME", str(tmp_path))
    assert catalogue().site("hanam").name == catalogue(HERE).site("hanam").name  # tinhuy's own go before
    (tmp_path / "seeds" / ALONE).touch()
    assert catalogue().ids() == ["hanam"]
    assert catalogue().site("hanam").name == "Huyện ủy Mẫu"
    with pytest.raises(UsageError, match="There is no site 'hanoi'"):
        catalogue().site("hanoi")


def test_many_files_are_read_once_and_again_when_they_change(folder: Path) -> None:
    for number in range(200):
        _write(folder, f"s{number}", GOOD.replace("mau.example", f"mau{number}.example"))
    assert len(catalogue(folder).sites()) == 200
    began = process_time()
    assert len(catalogue(folder).sites()) == 200
    assert process_time() - began < 0.3  # 0.02 s where this was written; all read again it took 0.5 s
    assert _write(folder, "s7", GOOD.replace("Mẫu", "Khác")).site("s7").name == "Huyện ủy Khác"


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


def test_a_file_whose_name_ends_otherwise_is_told(folder: Path) -> None:
    (folder / "sites" / "mau.yml").write_text(GOOD, encoding="utf-8")
    (problem,) = catalogue(folder).problems()
    assert "mau.yml: is not read" in problem.message
    assert problem.remedy == "Rename it to mau.yaml."
    with pytest.raises(BrokenSeedError, match=r"its name ends with \.yml"):
        catalogue(folder).site("mau")
