"""How a list pages, read from its numbered links."""

from __future__ import annotations

import pytest

from seeds.config.site import Paging
from tinhuy.probe.http_client import Response
from tinhuy.probe.pager import pager_of

URL = "https://huyenuy.vn/tin-tuc"
SIZES = "".join(f"<a href='?delta={n}'>{n}</a>" for n in (5, 10, 20))
YEARS = "".join(f"<a href='/nam/{n}'>{n}</a>" for n in (22, 23, 24))


def page(links: str) -> Response:
    return Response(URL, URL, 200, "text/html; charset=utf-8", f"<html><body>{links}</body></html>".encode())


@pytest.mark.parametrize(
    ("form", "paging"),
    [
        ("?page={n}", Paging(query=("page",))),
        ("?p_id=x&_101_cur={n}&_101_delta=10", Paging(query=("_101_cur",))),
        ("?start={before}&id=36", Paging(query=("start",))),
        ("?tu={before}0&id=36", Paging(query=("tu",))),
        ("/tin-tuc/page/{n}/", Paging(path=("/page/{n}/",))),
        ("/tin-tuc/trang-{n}", Paging(path=("/trang-{n}",))),
        ("/tin-tuc/{n}", Paging(path=("/{n}",))),
        ("javascript:__doPostBack('ctl00$Pager','{n}')", Paging(postback=True)),
        ("/muc-khac?page={n}", None),
        ("#trang{n}", None),
    ],
)
def test_the_numbers_of_further_pages_tell_the_paging(form: str, paging: Paging | None) -> None:
    links = "".join(f'<a href="{form.format(n=n, before=n - 1)}">{n}</a>' for n in (1, 2, 3))
    assert pager_of(page(SIZES + links + YEARS)) == paging


def test_choices_of_a_page_size_are_no_paging() -> None:
    assert pager_of(page(SIZES)) is None
