"""`tinhuy sites learn SITE`: what recurs on stored pages, as YAML that works once a person has put it into the file."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from corpus.crawling import page_store, sites
from corpus.crawling.records import Fetched, Role
from corpus.database import engines
from seeds.config.catalogue import HERE as OWN_SEEDS
from seeds.config.site import Clean
from tests.conftest import clone
from tests.corpus.samples import hours, key
from tests.normalize.workers.test_boilerplate import made
from tests.tinhuy.commands import tinhuy
from tests.tinhuy.corpora import column

pytestmark = pytest.mark.xdist_group("dry run")

BOX = "<div class='note'>Gửi ý kiến cho tòa soạn</div><p>Bản tin số {n} đã phát hành</p>"
SITE = "name: Huyện ủy\nlevel: district\nprovince: '20'\nclean:\n  content: [.text]\n"
PAGES = 8


def _store(url: str, number: int) -> None:
    page = made(number, BOX)
    headers = {"Content-Type": "text/html; charset=utf-8"}
    capture = Fetched("huyen", key(page.url), page.url, Role.ITEM, page.url, 200, headers, page.body, hours(number))
    with engines.transaction(url) as conn:
        sites.ensure(conn, "huyen", "Huyện ủy")
        page_store.store_item(conn, capture, None)


@pytest.mark.slow
def test_from_stored_pages_to_a_cleaner_text(server: str, tmp_path: Path) -> None:
    file = tmp_path / "seeds" / "sites" / "huyen.yaml"
    file.parent.mkdir(parents=True)
    (tmp_path / "seeds" / "platforms").symlink_to(OWN_SEEDS / "platforms")
    file.write_text(SITE, encoding="utf-8")
    with clone(server) as url:
        command = tinhuy(tmp_path, tmp_path / "seeds", url)
        refused = command("sites", "learn", "huyen", "--selectors")
        assert refused.code == 1 and "Only 0 different pages" in refused.err
        for number in range(PAGES):
            _store(url, number)
        command.done("normalize")

        said = command.done("sites", "learn", "huyen", "--selectors")
        assert "on 100% of the pages, left in the text of 100%: Gửi ý kiến cho tòa soạn" in said.out
        clean = Clean(**yaml.safe_load(said.out)["clean"])
        assert (clean.chrome, clean.lines) == (("div.note",), (r"Bản tin số \d+ đã phát hành",))
        (data,) = command.done("sites", "learn", "huyen", "--selectors", "--pages", 6, "--json").lines
        assert (data["pages"], data["chrome"][0]["selector"], data["chrome"][0]["share"]) == (6, "div.note", 1)

        left = "SELECT count(*) FROM article WHERE text LIKE '%%tòa soạn%%' AND text LIKE '%%Bản tin số%%'"
        assert column(url, left) == [0]  # cut by the layout already, which the portal's own pages taught
        shown = command.done("sites", "learn", "huyen").out
        assert "huyen: layout 1 from 8 pages, in force" in shown and "Gửi ý kiến cho tòa soạn" in shown
        assert max(map(len, shown.splitlines())) <= 80
        file.write_text(SITE + said.out.split("clean:\n")[1], encoding="utf-8")
        command.done("normalize", "--again")
        assert column(url, left) == [0]
        assert "Nothing recurs on the 8 pages" in command.done("sites", "learn", "huyen", "--selectors").err
