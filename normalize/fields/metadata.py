"""Read what a page states for machines: JSON-LD and meta tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from normalize.fields.byline import is_name
from normalize.text import one_line, squeezed, unescaped

_SITE_NAMES = ("og:site_name", "application-name", "generator", "publisher", "copyright")
"""Meta tags that name the site: an author with that name is no writer."""
_ARTICLES = ("Article", "NewsArticle", "BlogPosting", "Report", "WebPage")


@dataclass(slots=True)
class Metadata:
    """The machine-readable part of one page: JSON-LD objects by type, and meta tags by name or property."""

    objects: list[dict[str, Any]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    """JSON-LD texts that are no valid JSON."""

    def loose(self, key: str) -> str | None:
        """Return the first value of `key` in JSON-LD that can't be parsed as a whole."""
        form = re.compile(rf'"{re.escape(key)}"\s{{0,9}}:\s{{0,9}}"([^"\\\n]{{1,400}})"')
        return next((match[1] for text in self.broken if (match := form.search(text))), None)

    def of_article(self, key: str) -> Any:
        """Return the value of `key` in the JSON-LD object of the article; a news article goes before a web page."""
        for wanted in _ARTICLES:
            for thing in self.objects:
                if wanted in _types(thing) and thing.get(key):
                    return thing[key]
        return None

    def first(self, *names: str) -> str | None:
        """Return the content of the first of these meta tags that has any."""
        return next((self.meta[name] for name in names if self.meta.get(name)), None)

    def author(self) -> str | None:
        """Return the writer's name in JSON-LD or a meta tag; an organisation or the site itself is no writer."""
        value = self.of_article("author")
        people = [one for one in (value if isinstance(value, list) else [value]) if not _is_organisation(one)]
        named = " - ".join(dict.fromkeys(name for name in map(self._name, people) if name))
        site = {squeezed(name) for name in map(self.first, _SITE_NAMES) if name}
        given = (name for name in (named, self.first("author")) if name and squeezed(name) not in site)
        return next((name for name in given if is_name(name)), None)

    def _name(self, person: Any) -> str | None:
        if isinstance(person, dict) and "name" not in person and "@id" in person:
            same = (thing for thing in self.objects if thing.get("@id") == person["@id"] and "name" in thing)
            person = next(same, person)
        name = person.get("name") if isinstance(person, dict) else person
        return one_line(unescaped(name)) if isinstance(name, str) else None


def read_metadata(tree: HtmlElement) -> Metadata:
    """Read all JSON-LD objects and meta tags, with tag names in lower case.

    Graphs in JSON-LD are flattened; broken JSON is passed over.
    """
    found = Metadata()
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            text = str(script.text or "")
            objects = list(_objects(text))
            found.objects.extend(objects)
            found.broken += [] if objects else [text]
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = one_line(meta.get("content") or "")
        if name and content:
            found.meta.setdefault(name, content)
    return found


def _objects(text: str) -> Iterator[dict[str, Any]]:
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    pending = [data]
    while pending:
        thing = pending.pop(0)
        if isinstance(thing, list):
            pending.extend(thing)
        elif isinstance(thing, dict):
            yield thing
            pending.extend(value for key, value in thing.items() if key == "@graph")


def _is_organisation(value: Any) -> bool:
    return isinstance(value, dict) and "Person" not in _types(value) and value.get("@type") is not None


def _types(thing: dict[str, Any]) -> tuple[str, ...]:
    value = thing.get("@type")
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)
