"""A home-made ASP.NET portal: its lists page by `__doPostBack`, and the server refuses what its page did not offer."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from flask import Response, request

from tests.portals.makes.articles import MadeArticle
from tests.portals.makes.portal import Answer, MadePortal

TARGET = "ctl00$ContentPlaceHolder1$Pager"
LISTS = ("tin-tuc", "xay-dung-dang")
SCRIPT = (
    "<script>function __doPostBack(t,a){var f=document.forms[0];f.__EVENTTARGET.value=t;f.__EVENTARGUMENT.value=a;"
    "f.submit()}</script>"
)


class AspNet(MadePortal):
    """View state says on which page the reader is, event validation what the page offers; both are signed."""

    make = "aspnet"

    def article_address(self, slug: str, section: int = 0) -> str:  # noqa: ARG002 (one folder for all)
        return f"/tin/{slug}.aspx"

    def list_address(self, section: int) -> str:
        return f"/{LISTS[section]}.aspx"

    def article_page(self, article: MadeArticle) -> str:
        text = "".join(f"<p>{paragraph}</p>" for paragraph in article.paragraphs)
        head = f"<h1 class='ArticleHeader'>{article.title}</h1><span class='PostDate'>{article.day:%d/%m/%Y}</span>"
        return f"<div class='ArticleDetailControl'>{head}<div class='ArticleContent'>{text}</div></div>"

    def list_page(self, section: int, page: int) -> Answer:
        if request.method == "POST":
            asked = self._posted(section)
            if asked is None:
                return Response("Invalid postback or callback argument.", 500)
            page = asked
        fields = f"{_hidden('__VIEWSTATE', _signed([section, page]))}{_hidden('__EVENTTARGET', '')}"
        offered = _hidden("__EVENTVALIDATION", _signed([section, self._offered(section, page)]))
        body = super().list_page(section, page)
        action = f"<form method='post' action='{self.list_address(section)}' id='form1'>"
        return f"{action}{fields}{offered}{_hidden('__EVENTARGUMENT', '')}{SCRIPT}{body}</form>"

    def pager(self, section: int, page: int, last: int) -> str:
        del last
        links = (
            f"<a href=\"javascript:__doPostBack('{TARGET}','{number}')\">{number}</a>"
            for number in self._offered(section, page)
        )
        return f"<div class='pager'>{''.join(links)}</div>"

    def _offered(self, section: int, page: int) -> list[int]:
        last = self.last_page(section)
        return [number for number in range(max(1, page - 2), min(last, page + 2) + 1) if number != page]

    def _posted(self, section: int) -> int | None:
        """The page that the form asks for; None for what no page of this list offered."""
        state, offered = _read(request.form.get("__VIEWSTATE")), _read(request.form.get("__EVENTVALIDATION"))
        argument = request.form.get("__EVENTARGUMENT", "")
        if request.form.get("__EVENTTARGET") != TARGET or not argument.isdecimal() or not state or not offered:
            return None
        seen = [section, self._offered(section, state[1])]
        return int(argument) if state[0] == section and offered == seen and int(argument) in offered[1] else None


def _hidden(name: str, value: str) -> str:
    return f"<input type='hidden' name='{name}' id='{name}' value='{value}'>"


def _signed(data: Any) -> str:
    text = json.dumps(data)
    return base64.b64encode(f"{hashlib.sha256(text.encode()).hexdigest()[:12]}{text}+/=".encode()).decode()


def _read(value: str | None) -> Any:
    text = base64.b64decode(value or "").decode().removesuffix("+/=")
    data = json.loads(text[12:] or "[]")
    return data if value == _signed(data) else None
