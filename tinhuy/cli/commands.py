"""The commands by name. A command's module is imported only when it runs, so that `tinhuy --help` is fast."""

from __future__ import annotations

from importlib import import_module
from itertools import islice
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from tinhuy.cli.examples import EXAMPLES, as_epilog


class Place(NamedTuple):
    """Module, name and summary of a command; a test compares the summary with the first line of the command's help."""

    module: str
    name: str
    summary: str


COMMANDS = {
    "sites": Place("portals.sites", "app", "List the portals that tinhuy knows; add, check and change them."),
    "crawl": Place("crawling.crawl", "crawl", "Crawl sites and clean the pages that they return."),
    "normalize": Place(
        "cleaning.normalize", "normalize", "Clean pending pages, or all stored pages, without fetching anything."
    ),
    "extract": Place("cleaning.extract", "extract", "Clean saved pages and print their articles."),
    "import": Place("cleaning.imports", "app", "Import pages that were saved elsewhere into the corpus."),
    "search": Place("reading.search", "search", "Search the articles."),
    "trend": Place(
        "reading.trend",
        "trend",
        "Count the articles with these words over time, beside all articles of the same time and place.",
    ),
    "show": Place("reading.show", "show", "Show one article, and where each field was read."),
    "status": Place("crawling.status", "status", "Show the state of each site: articles, last run, and problems."),
    "review": Place(
        "reading.review", "review", "Review new texts that were held because they would replace a good article."
    ),
    "takedown": Place("upkeep.takedown", "takedown", "Delete a page for good: its article, versions and stored pages."),
    "worker": Place(
        "service.worker", "worker", "Run the service: crawl sites on their schedules and clean their pages."
    ),
    "schedule": Place("service.schedule", "app", "Show when each site is crawled next; pause and resume sites."),
    "run": Place("service.run", "run", "Have the service crawl sites now, before scheduled crawls."),
    "jobs": Place("service.jobs", "app", "Show the jobs of the service; retry failed ones, cancel others."),
    "export": Place(
        "reading.export", "export", "Export the articles as JSON Lines: one article a line, with all fields."
    ),
    "metrics": Place("service.metrics", "metrics", "Serve metrics of corpus, crawls and jobs to Prometheus."),
    "storage": Place("upkeep.storage", "app", "Show the disk space of the corpus by table and site, and reduce it."),
    "db": Place(
        "upkeep.database", "app", "Manage the Postgres of the corpus: the embedded server, or the one of DATABASE_URL."
    ),
    "demo": Place("crawling.demo", "demo", "Crawl the sample portals, clean their pages, and print a search."),
}


class Commands(TyperGroup):
    """Lists commands by their summaries, and loads only the one that is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = {name: TyperCommand(name, help=place.summary) for name, place in COMMANDS.items()}

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the command line; `--seeds` and `--version` may also follow the command."""
        return super().parse_args(ctx, _common_first(args))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the command that `args` begin with, loaded."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, load(name) if name else None, rest


def _common_first(args: list[str]) -> list[str]:
    """Move the options that every command has to the front. Arguments after `--`, or to psql, stay where they are."""
    words = iter(args)
    first: list[str] = []
    rest: list[str] = []
    for word in words:
        if word == "--" or rest[:2] == ["db", "psql"]:
            return [*first, *rest, word, *words]
        if word == "--seeds":
            first += [word, *islice(words, 1)]
        elif word == "--version" or word.startswith("--seeds="):
            first.append(word)
        else:
            rest.append(word)
    return first + rest


def load(name: str) -> Any:
    """Import the module of a command or group of commands, and return the command with its examples."""
    place = COMMANDS[name]
    target = getattr(import_module(f"tinhuy.cli.{place.module}"), place.name)
    if isinstance(target, typer.Typer):
        return _with_examples(name, get_group(target))
    alone = typer.Typer(add_completion=False)
    alone.command(name)(target)
    return _with_examples(name, get_command(alone))


def _with_examples(path: str, command: Any) -> Any:
    """Add the examples to a command and those below it; join the lines of each paragraph, which Rich would keep."""
    command.help = "\n\n".join(" ".join(paragraph.split()) for paragraph in (command.help or "").split("\n\n"))
    if path in EXAMPLES:
        command.epilog = as_epilog(EXAMPLES[path])
    for name, inner in getattr(command, "commands", {}).items():
        _with_examples(f"{path} {name}", inner)
    return command
