"""Runs one extractor in `.venv-peers`: a page a line comes in as JSON, what it made goes out. Imports no tinhuy."""

from __future__ import annotations

import base64
import json
import os
import re
import resource
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from importlib import import_module
from importlib.metadata import version
from typing import Any

MEMORY = 4 << 30
VIETNAM = timezone(timedelta(hours=7))
_META_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)

Made = tuple[str | None, str | None, Any]
"""Text, title and date."""
Extract = Callable[[bytes, str, str], Made]
"""From a page, its address and its language."""


def trafilatura(**more: bool) -> Extract:
    extract = import_module("trafilatura").bare_extraction

    def made(html: bytes, url: str, _: str) -> Made:
        found = extract(html, url=url or None, with_metadata=True, include_comments=False, **more)
        return (found.text, found.title, found.date) if found else (None, None, None)

    return made


def news_please() -> Extract:
    reader = import_module("newsplease").NewsPlease

    def made(html: bytes, url: str, _: str) -> Made:
        found = reader.from_html(decoded(html), url=url or "http://localhost/", fetch_images=False)
        return found.maintext, found.title, found.date_publish

    return made


def newspaper4k() -> Extract:
    newspaper = import_module("newspaper")

    def made(html: bytes, url: str, language: str) -> Made:
        found = newspaper.Article(url or "http://localhost/", language=language, fetch_images=False)
        found.download(input_html=decoded(html))
        found.parse()
        return found.text, found.title, found.publish_date

    return made


def goose3() -> Extract:
    goose = import_module("goose3").Goose

    def made(html: bytes, url: str, language: str) -> Made:
        with goose({"use_meta_language": False, "target_language": language}) as reader:
            found = reader.extract(url=url or None, raw_html=decoded(html))
        return found.cleaned_text, found.title, found.publish_date

    return made


def readability() -> Extract:
    document = import_module("readability").Document
    plain = import_module("resiliparse.extract.html2text").extract_plain_text

    def made(html: bytes, _: str, __: str) -> Made:
        found = document(decoded(html))
        return plain(found.summary(), preserve_formatting=True, list_bullets=False), found.short_title(), None

    return made


def justext() -> Extract:
    module = import_module("justext")
    stop = {"vi": module.get_stoplist("Vietnamese"), "en": module.get_stoplist("English")}

    def made(html: bytes, _: str, language: str) -> Made:
        parts = module.justext(decoded(html), stop[language])
        return "\n".join(part.text for part in parts if not part.is_boilerplate), None, None

    return made


def resiliparse() -> Extract:
    plain = import_module("resiliparse.extract.html2text").extract_plain_text

    def made(html: bytes, _: str, __: str) -> Made:
        text = plain(decoded(html), main_content=True, alt_texts=False, preserve_formatting=True, list_bullets=False)
        return text, None, None

    return made


PEERS: dict[str, tuple[str, Callable[[], Extract]]] = {
    "trafilatura": ("trafilatura", trafilatura),
    "trafilatura, precision": ("trafilatura", lambda: trafilatura(favor_precision=True)),
    "news-please": ("news-please", news_please),
    "newspaper4k": ("newspaper4k", newspaper4k),
    "goose3": ("goose3", goose3),
    "readability-lxml": ("readability-lxml", readability),
    "justext": ("justext", justext),
    "resiliparse": ("resiliparse", resiliparse),
}
"""By name: the package, and what makes its extractor."""


def decoded(html: bytes) -> str:
    """For those that want text: UTF-8 where it is that, else the charset that the page names, else Windows-1252."""
    named = _META_CHARSET.search(html[:4096])
    for charset in ("utf-8", named[1].decode("ascii") if named else "", "windows-1252"):
        try:
            return html.decode(charset)
        except (UnicodeError, LookupError):
            continue
    return html.decode("utf-8", "replace")


def day(value: Any) -> str | None:
    """A date in the form that goes out."""
    if isinstance(value, datetime):
        return (value.astimezone(VIETNAM) if value.tzinfo else value).date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)[:10] if value else None


def answer(extract: Extract, page: dict[str, str]) -> dict[str, Any]:
    started = time.process_time()
    try:
        text, title, moment = extract(base64.b64decode(page["html"]), page["url"], page["language"])
    except Exception as error:  # whatever a peer raises is said of its page
        return {"error": f"{type(error).__name__}: {error}"[:200]}
    return {"text": text, "title": title, "date": day(moment), "seconds": time.process_time() - started}


def main() -> int:
    """Answers go to what was the standard output; what a peer prints goes to the standard error."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    package, make = PEERS[sys.argv[1]]
    try:
        extract, ready = make(), {"version": version(package)}
    except Exception as error:
        extract, ready = None, {"error": f"{type(error).__name__}: {error}"[:200]}
    print(json.dumps(ready), file=out, flush=True)
    for line in sys.stdin if extract else ():
        assert extract is not None
        print(json.dumps(answer(extract, json.loads(line))), file=out, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
