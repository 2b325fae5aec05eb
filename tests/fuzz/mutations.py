"""Ways to spoil a page, each a function of its bytes and of a generator of random numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.fuzz.material import CODECS, ELEMENTS, ENTITIES, EVIL_LINES, bomb, spoilt_charset

Mutation = Callable[[bytes, Random], bytes]
LARGE = 5_000_000
"""Bytes of a huge attribute."""
DEEP = 100_000
"""Elements, one within the other."""

_END_TAG = re.compile(rb"</\w+\s*>")
_TAG_END = re.compile(rb"(?<=>)")


def cut(body: bytes, rng: Random) -> bytes:
    """Cut off at a random byte."""
    return body[: rng.randrange(len(body) + 1)]


def nested(body: bytes, rng: Random) -> bytes:
    """Elements nested 100,000 deep, closed or not; often the same inline one, as broken editors leave it."""
    tags = rng.choice(
        (("div",), ("b",), ("font",), ("span",), ("table", "tr", "td"), ("ul", "li"), ("blockquote", "p"))
    )
    deep = rng.choice((300, 300, 1_000, DEEP)) // len(tags)
    opened = "".join(f"<{tag}>" for tag in tags).encode() * deep
    closed = "".join(f"</{tag}>" for tag in reversed(tags)).encode() * deep
    return _inserted(body, rng, opened + b"x" + (closed if rng.random() < 0.5 else b""))


def nul_bytes(body: bytes, rng: Random) -> bytes:
    """NUL bytes here and there, or behind every byte as in UTF-16."""
    if rng.random() < 0.2:
        return b"\0".join(body[at : at + 1] for at in range(min(len(body), 200_000)))
    for _ in range(rng.randint(1, 200)):
        body = _inserted(body, rng, b"\0" * rng.choice((1, 1, 1, 10, 10_000)), anywhere=True)
    return body


def declared(body: bytes, rng: Random) -> bytes:
    """A wrong charset, or one that is none, declared at the top."""
    charset = rng.choice(CODECS)
    return f'<meta charset="{charset}">'.encode() + body if rng.random() < 0.5 else spoilt_charset(body, charset)


def random_bytes(body: bytes, rng: Random) -> bytes:
    """Random bytes inserted, or written over what is there."""
    for _ in range(rng.choice((1, 5, 50))):
        noise = rng.randbytes(rng.choice((1, 10, 1_000)))
        at = rng.randrange(len(body) + 1)
        body = body[:at] + noise + body[at + (len(noise) if rng.random() < 0.5 else 0) :]
    return body


def huge_attribute(body: bytes, rng: Random) -> bytes:
    """An attribute of 5 MB, or 20,000 attributes."""
    name = rng.choice(
        ("class", "id", "style", "href", "src", "title", "alt", "onclick", "data-src", "content", "datetime")
    )
    filling = rng.choice((b"a", b"a ", b"share ", b"font:x;", b"1/2/2020 ", b"&amp;", b"../", b"%41", b"-"))
    value = filling * (rng.choice((10_000, LARGE)) // len(filling))
    if rng.random() < 0.2:
        many = b" ".join(b"a%d=b" % number for number in range(20_000))
        return _inserted(body, rng, b"<div " + many + b">x</div>")
    tag = rng.choice((b"div", b"a", b"img", b"meta name=author", b"p", b"time", b"input type=hidden"))
    return _inserted(body, rng, b"<" + tag + b" " + name.encode() + b'="' + value + b'">')


def siblings(body: bytes, rng: Random) -> bytes:
    """Thousands of elements side by side."""
    return _inserted(body, rng, rng.choice(ELEMENTS).encode() * rng.choice((1_000, 5_000, 5_000, 30_000)))


def unclosed(body: bytes, rng: Random) -> bytes:
    """End tags gone, or quotes, or the signs that close tags."""
    share = rng.random()
    if rng.random() < 0.6:
        return _END_TAG.sub(lambda tag: b"" if rng.random() < share else tag[0], body)
    return re.sub(rng.choice((rb'"', rb">", rb"-->")), lambda sign: b"" if rng.random() < share / 9 else sign[0], body)


def entities(body: bytes, rng: Random) -> bytes:
    """Entities that no page should have, and bombs of them."""
    return (
        bomb(rng) + body if rng.random() < 0.3 else _inserted(body, rng, rng.choice(ENTITIES) * rng.choice((1, 10_000)))
    )


def mixed_encodings(body: bytes, rng: Random) -> bytes:
    """Some lines in another encoding than the others."""
    lines = body.split(b"\n")
    charset, share = rng.choice(CODECS), rng.random()
    return b"\n".join(spoilt_charset(line, charset) if rng.random() < share else line for line in lines)


def swapped(body: bytes, rng: Random) -> bytes:
    """Pieces of the page in another order."""
    size = rng.choice((50, 500, 5_000))
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    for _ in range(rng.randint(1, 10)):
        one, other = (rng.randrange(len(pieces)) for _ in range(2)) if pieces else (0, 0)
        if pieces:
            pieces[one], pieces[other] = pieces[other], pieces[one]
    return b"".join(pieces)


def evil_lines(body: bytes, rng: Random) -> bytes:
    """Long lines in forms that a careless pattern would take forever over."""
    line = rng.choice(EVIL_LINES) * rng.choice((10, 300, 3_000, 50_000))
    tag = rng.choice(("p", "div", "h1", "title", "a", "li", "td", "script type='application/ld+json'", "style"))
    return _inserted(body, rng, f"<{tag}>{line}</{tag.split()[0]}>".encode())


def repeated(body: bytes, rng: Random) -> bytes:
    """The page several times over."""
    return body * max(1, min(rng.randint(2, 20), 1_500_000 // max(1, len(body))))


MUTATIONS: tuple[Mutation, ...] = (
    cut, nested, nul_bytes, declared, random_bytes, huge_attribute, siblings, unclosed, entities, mixed_encodings,
    swapped, evil_lines, repeated,
)  # fmt: skip


def _inserted(body: bytes, rng: Random, piece: bytes, *, anywhere: bool = False) -> bytes:
    """With a piece in it: behind a random tag, or at any byte."""
    places = [] if anywhere else [found.start() for found in _TAG_END.finditer(body)]
    at = rng.choice(places) if places else rng.randrange(len(body) + 1)
    return body[:at] + piece + body[at:]
