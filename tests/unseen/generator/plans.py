"""What a seed decides of a portal: its dialect of HTML, its addresses, how its articles are found, its habits."""

from __future__ import annotations

import random
from dataclasses import dataclass, fields
from typing import Any

_CHOICES = {
    "markup": "bare tables html5 dl divs",
    "naming": "none page prefix stable",
    "addresses": "hash uuid numeric ashx flat folders dated letters",
    "links": "plain base dots protocol entities",
    "finding": "numbers numbers next arrow picture months years table home chain feed",
    "paging": "kt path offset",
    "twin": "none slash print print-query mobile categories session tracker idle",
    "trap": "none calendar sort facets",
    "headline": "h1 h2 h3 div span font",
    "doc_title": "site title title-site section",
    "date": "short time weekday dots month-name th iso hours half-day both",
    "date_place": "below above end with-title views",
    "lead": "strong own italic none h3 quote",
    "body": "p br div font section cells span",
    "picture": "figure table centre small none",
    "sign": "right bold label top none",
    "teasers": "none beside inside related",
    "meta": "none none og wrong",
    "side": "left right both",
    "text": "utf8 utf8 entities nfd",
}


@dataclass(frozen=True)
class Plan:
    """One choice of each kind; `draw` says which there are."""

    markup: str
    naming: str
    addresses: str
    links: str
    finding: str
    """How all articles are reached: pages with numbers, next-only, archives, all from home, a chain of links, feeds…"""
    paging: str
    twin: str
    """Other spellings of the same article that links name."""
    trap: str
    headline: str
    doc_title: str
    date: str
    date_place: str
    """`list`: lists alone say it."""
    lead: str
    body: str
    picture: str
    sign: str
    teasers: str
    meta: str
    side: str
    text: str
    upper: bool = False
    """Tags and attributes in capitals."""
    drop_cap: bool = False
    canonical: bool = False
    comments: bool = False
    clock: bool = False
    crumbs: bool = False
    buttons: bool = False
    odd_order: bool = False
    """Links name the parameters in one order or another."""
    list_dates: bool = False
    """Lists and boxes of links say the dates."""
    apart: bool = False
    """Related links and comments stand outside the article's box."""
    lost_home: bool = False
    """Parameters that name nothing give the home page."""


FIXED = {
    "cam": "markup=bare naming=none addresses=hash links=plain finding=next paging=path twin=print trap=calendar "
    "comments teasers=inside",
    "chanh": "markup=tables naming=none addresses=numeric links=entities finding=numbers paging=kt twin=idle upper "
    "odd_order lost_home body=cells",
    "dao": "markup=html5 addresses=uuid links=protocol finding=months twin=tracker comments teasers=related drop_cap",
    "du": "markup=dl naming=none addresses=flat links=plain finding=arrow paging=offset twin=slash date=month-name",
    "khe": "markup=divs naming=page addresses=letters links=plain finding=numbers paging=path twin=print-query "
    "trap=sort teasers=beside comments",
    "mit": "markup=tables naming=stable addresses=ashx links=plain finding=numbers paging=offset twin=session "
    "odd_order date=hours picture=table",
    "na": "markup=bare naming=none addresses=folders links=base finding=table paging=kt twin=categories "
    "date_place=list sign=label text=entities",
    "nho": "markup=html5 naming=prefix addresses=folders links=dots finding=years twin=mobile teasers=related comments "
    "sign=top",
    "oi": "markup=divs naming=stable addresses=dated links=entities finding=picture paging=kt twin=none trap=facets "
    "date_place=end lead=h3",
    "quyt": "markup=bare addresses=hash links=protocol finding=chain twin=none teasers=none drop_cap picture=small",
    "tao": "markup=html5 naming=page addresses=flat links=plain finding=feed twin=none doc_title=title-site",
    "xoai": "markup=divs naming=none addresses=numeric links=entities finding=sitemap twin=none doc_title=title-site "
    "text=nfd headline=h2 lost_home",
    "buoi": "markup=tables naming=none addresses=letters links=plain finding=home twin=none upper meta=wrong date=both",
}
"""Seeds whose chief habits are given, so that each stands for something; the rest of each is drawn."""
THIRD = {
    "vai": "markup=bare naming=none addresses=numeric links=plain finding=numbers paging=kt twin=none trap=none "
    "date_place=below lead=strong body=p sign=right picture=centre teasers=related buttons list_dates",
    "man": "markup=divs naming=page addresses=flat links=plain finding=next paging=path twin=none trap=none "
    "date_place=above lead=quote body=p sign=top picture=figure teasers=inside buttons",
    "hong": "markup=tables naming=none addresses=ashx links=plain finding=arrow paging=offset twin=none trap=none "
    "date_place=below lead=none body=br sign=bold picture=table teasers=related",
    "sim": "markup=html5 naming=stable addresses=dated links=plain finding=numbers paging=kt twin=none trap=none "
    "date_place=below lead=italic body=p sign=bold picture=figure teasers=related",
}
"""The same for a third family, whose article pages are of makes of their own (`dialects.py`)."""


def draw(seed: str) -> Plan:
    """Decide a portal's habits. Any word is a seed."""
    chance = random.Random(f"plan of {seed}")
    words: dict[str, Any] = {name: chance.choice(choices.split()) for name, choices in _CHOICES.items()}
    words |= {each.name: chance.random() < 0.4 for each in fields(Plan) if each.type == "bool"}
    words |= {"lost_home": False, "upper": False}
    for given in (FIXED | THIRD).get(seed, "").split():
        name, _, value = given.partition("=")
        words[name] = value or True
    return Plan(**words)
