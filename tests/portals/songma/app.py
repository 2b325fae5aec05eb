"""A district Party committee's portal that is one page with a script: its articles come from a JSON interface."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, jsonify, request

from seeds.config.catalogue import HERE as OWN_SEEDS
from tests.yaml_files import read_yaml

HERE = Path(__file__).parent
SECTIONS = {"tin-tuc": "Tin tức", "xay-dung-dang": "Xây dựng Đảng"}
PER_PAGE = 4
PIXEL = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")


@cache
def articles() -> list[dict[str, Any]]:
    """All that it publishes, with what a reader of each page sees."""
    read: list[dict[str, Any]] = read_yaml(HERE / "articles.yaml")
    return read


def address(article: dict[str, Any]) -> str:
    """The canonical address of an article's page."""
    return f"/bai-viet/{article['slug']}-{article['id']}.html"


def create_app() -> Flask:
    """The portal. Every page is the same shell; `/api/` has what its script shows."""
    app = Flask(__name__, static_folder=str(HERE / "static"), static_url_path="/assets")
    shell = (HERE / "static" / "shell.html").read_text(encoding="utf-8")

    def listing() -> Response:
        section = request.args.get("chuyenMuc", "")
        found = [one for one in articles() if one["section"] == section]
        page = request.args.get("trang", 0, type=int)
        here = found[page * PER_PAGE : (page + 1) * PER_PAGE]
        return jsonify({"data": {"items": [_entry(one) for one in here], "tongTrang": -(-len(found) // PER_PAGE)}})

    def article(number: int) -> Response:
        found = next((one for one in articles() if one["id"] == number), None) or abort(404)
        return jsonify({"data": {**_entry(found), "noiDung": _body(found), "tacGia": found["author"]}})

    for path in ("/", "/chuyen-muc/<name>", "/bai-viet/<name>.html"):
        app.add_url_rule(path, f"page {path}", lambda **_: Response(shell, mimetype="text/html"))
    app.add_url_rule("/api/bai-viet", "listing", listing)
    app.add_url_rule("/api/bai-viet/<int:number>", "article", article)
    app.add_url_rule("/anh/<name>", "picture", lambda **_: Response(PIXEL, mimetype="image/gif"))
    app.add_url_rule("/robots.txt", "robots", lambda: Response("User-agent: *\nDisallow: /noi-bo/\n", 200))
    return app


def _entry(article: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": article["id"],
        "duongDan": article["slug"],
        "tieuDe": article["title"],
        "tomTat": article["lead"],
        "ngayDang": int(datetime.fromisoformat(str(article["published"])).timestamp() * 1000),
    }


def _body(article: dict[str, Any]) -> str:
    picture = f"<figure><img src='/anh/{article['id']}.gif' alt=''></figure>"
    first, *others = (f"<p>{text}</p>" for text in article["paragraphs"])
    return f"<div>{first}{picture}{''.join(others)}"  # an element left open, as editors leave them


def write_seeds(folder: Path, base: str) -> Path:
    """A seeds folder with its two site files while it is served at `base`: `songma`, and `rendered` with a browser."""
    (folder / "sites").mkdir(parents=True)
    (folder / "platforms").symlink_to(OWN_SEEDS / "platforms")
    for name, file in (("songma", "site.yaml"), ("rendered", "rendered.yaml")):
        text = (HERE / file).read_text(encoding="utf-8").replace("{base}", base)
        (folder / "sites" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def seen(article: dict[str, Any]) -> dict[str, Any]:
    """What a reader of its page sees, in the words of the corpus."""
    return {
        "title": article["title"],
        "lead": article["lead"],
        "text": "\n\n".join(article["paragraphs"]),
        "published_at": datetime.fromisoformat(str(article["published"])),
        "author": article["author"],
        "section": [SECTIONS[article["section"]]],
    }
