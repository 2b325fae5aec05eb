"""Run inside a child process: set its limits, load the sites, and clean pages by their rules."""

from __future__ import annotations

import fcntl
import os
import pickle
import resource
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path
from typing import TypeVar

from corpus import logs
from corpus.articles.records import EXTRACTED_TEXT, Outcome, Page
from corpus.child_processes import die_with_parent
from normalize.workers.pipe import receive, send
from seeds.config.catalogue import Catalogue, catalogue
from seeds.config.site import Site
from seeds.errors import UsageError

Result = TypeVar("Result")

_seeds: Catalogue | None = None
_sites: dict[tuple[str, str | None], Site] = {}


@dataclass(frozen=True, slots=True)
class Task:
    """One page to clean by the rules of one site; an unknown site id means pages from anywhere."""

    page: Page
    site_id: str
    language: str | None = None
    layout: str | None = None
    """Templates of the site's layout, as JSON; None where it has no layout."""
    recurring: frozenset[str] = frozenset()
    """For an extracted text: lines that other texts of its host have, too."""


def serve(end: socket.socket, seeds: Path | None, memory: int) -> None:
    """Run a child: report that it is ready, then make one call after another until its parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its children
    prepare(seeds, memory)
    with suppress(EOFError, ConnectionError), end.makefile("rwb") as line:
        send(line, b"ready")
        while True:
            send(line, answer(receive(line)))


def prepare(seeds: Path | None, memory: int) -> None:
    """Prepare a child: limit its address space to `memory` bytes, and let it die with its parent."""
    global _seeds  # noqa: PLW0603  # one per child process, made once
    die_with_parent()
    die_with_owner()
    logs.set_up()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory if hard == resource.RLIM_INFINITY else min(memory, hard), hard))
    _seeds = catalogue(seeds)


def die_with_owner() -> None:
    """Have this process killed when the process that it works for dies, whatever it is doing then.

    Its parent, the server that forked it, is no sign of that: the server lives on while any of its children does. So
    the kernel is asked for a signal, deadly by default, when the other end of the pipe to the owner is closed.
    """
    owner = parent_process()
    if owner is None:
        return
    fcntl.fcntl(owner.sentinel, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(owner.sentinel, fcntl.F_SETFL, fcntl.fcntl(owner.sentinel, fcntl.F_GETFL) | os.O_ASYNC)
    if not owner.is_alive():  # the owner died before the kernel was asked
        os._exit(1)


def answer(message: bytes) -> bytes:
    """Make the call in a message; return its result and None, or None and an error message, pickled."""
    try:
        work, arguments = pickle.loads(message)  # noqa: S301  # our own parent wrote it
        return pickle.dumps((work(*arguments), None))
    except MemoryError:
        return pickle.dumps((None, "out of memory"))
    except Exception as error:  # whatever a parser raises on a wild page; the exception itself may not be picklable
        return pickle.dumps((None, f"{type(error).__name__}: {error}"))


def clean(task: Task) -> Outcome:
    """Clean a page. The parsers are imported here, in children, because the parent does not need them."""
    if task.page.content_type == EXTRACTED_TEXT:
        from normalize.extracted_text import normalise_text  # noqa: PLC0415

        site = site_of(task.site_id, task.language)
        return normalise_text(task.page.body, site, task.page.fetched_at, task.recurring)
    from normalize.article import normalise  # noqa: PLC0415

    layout = None
    if task.layout is not None:
        from normalize.layouts.layout import parsed  # noqa: PLC0415

        layout = parsed(task.layout)
    return normalise(task.page, site_of(task.site_id, task.language), layout)


def do(work: Callable[[Page, Site], Result], task: Task) -> Result:
    """Call a module's function with a page and its site."""
    return work(task.page, site_of(task.site_id, task.language))


def site_of(site_id: str, language: str | None) -> Site:
    """Return the site by whose rules a page is cleaned, cached."""
    if (site_id, language) not in _sites:
        _sites[site_id, language] = find_site(_seeds or catalogue(), site_id, language)
    return _sites[site_id, language]


def find_site(seeds: Catalogue, site_id: str, language: str | None = None) -> Site:
    """Return a site by its id, or the rules for pages from anywhere if no site has the id.

    `language` overrides the site's language.
    """
    try:
        site = seeds.site(site_id)
    except UsageError:
        site = seeds.unlisted(site_id)
    return site.model_copy(update={"language": language}) if language else site
