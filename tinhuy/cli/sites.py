"""`tinhuy sites`: the portals in the seeds folder."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from seeds.load import catalogue
from seeds.model import Site, Tls
from tinhuy.cli import upkeep
from tinhuy.cli.completing import site_ids
from tinhuy.cli.output import complain, print_json, print_table

app = typer.Typer(help="The portals that tinhuy knows, from the seeds folder.")
upkeep.add_to(app)


@app.callback(invoke_without_command=True)
def sites(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="One line of JSON a site.")] = False
) -> None:
    """List the sites. Files that can't be used are named on stderr; then the exit code is 1."""
    if context.invoked_subcommand is not None:
        return
    seeds = catalogue()
    usable = list(seeds.sites().values())
    if as_json:
        for site in usable:
            print_json(_facts(site))
    else:
        columns = ("site", "name", "level", "province", "platform", "schedule", "state")
        print_table(columns, [_row(site) for site in usable])
    problems = seeds.problems()
    for problem in problems:
        complain(problem.message, problem.remedy)
    raise typer.Exit(int(bool(problems)))


@app.command("show")
def show(
    site_id: Annotated[str, typer.Argument(autocompletion=site_ids, metavar="SITE", help="Its id.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show one site as it works: its own file over its platform's, and the map of a portal that is explored.

    Examples:

      tinhuy sites show hanam

      tinhuy sites show hanam --json
    """
    site = catalogue().site(site_id)
    if as_json:
        print_json(_facts(site))
    else:
        print_table(("key", "value"), [(name, _shown(value)) for name, value in _facts(site).items()])
    if site.explore and not as_json:
        # Imported when it runs: only this needs the corpus.
        database, portal_map = import_module("corpus.database"), import_module("tinhuy.cli.portal_map")
        portal_map.print_map(database.engine(database.address()), site_id)


@app.command("learn")
def learn(
    site_id: Annotated[str, typer.Argument(autocompletion=site_ids, metavar="SITE", help="Its id.")],
    selectors: Annotated[
        bool, typer.Option("--selectors", help="Propose selectors and lines for the site's file, as YAML.")
    ] = False,
    pages: Annotated[
        int, typer.Option(min=5, max=10_000, help="With --selectors: pages to read at most, the newest first.")
    ] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show what the stored pages of a site teach of its layout, and why: what recurs, and where headline and date are.

    Cleaning learns by itself when a crawl has ended; this command does it at once. What a person writes into the
    site's file goes before it: --selectors proposes that, and nothing acts before it is put there.
    """
    # Imported when it runs: it needs the corpus and the normaliser, which the other commands need not wait for.
    if selectors:
        import_module("tinhuy.cli.learn").learn(site_id, pages, as_json)
    else:
        import_module("tinhuy.cli.layout").show_layout(site_id, as_json)


@app.command("new")
def new(
    url: Annotated[str, typer.Argument(help="Address of the portal, or of its news.")],
    site_id: Annotated[str | None, typer.Option("--id", help="Id of the site; else made from the host.")] = None,
    output: Annotated[Path | None, typer.Option(help="Folder of the file; else that of the site files.")] = None,
    delay: Annotated[float, typer.Option(min=0, help="Seconds between two requests.")] = 2.0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="The portal may stand at a private or loopback address.")
    ] = False,
    tls: Annotated[Tls, typer.Option(help="How much worse than usual its TLS may be.")] = Tls.STRICT,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Probe a live portal, show three of its articles cleaned, and write a site file with what was found.

    It asks some 20 pages, obeys robots.txt, and overwrites nothing. What it is unsure of stands first in the file.
    """
    probe = import_module("tinhuy.cli.probe")
    probe.new(url, site_id, output, probe.Asker(probe.say, delay, allow_private, tls), as_json)


@app.command("check")
def check(
    site_ids: Annotated[list[str], typer.Argument(autocompletion=site_ids, metavar="SITE…", help="Their ids.")],
    verify: Annotated[bool, typer.Option("--verify", help="Where all holds, write `state: verified` down.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON a site.")] = False,
) -> None:
    """See whether site files still hold: start pages, CMS, patterns, paging, robots.txt, and three articles.

    What no longer holds is named with where, and what to do; then the exit code is 1.
    """
    import_module("tinhuy.cli.check").check_sites(site_ids, verify, as_json)


def _row(site: Site) -> list[Any]:
    return [site.id, site.name, site.level, _province(site), site.own.id, site.schedule, site.state]


def _facts(site: Site) -> dict[str, Any]:
    clean = site.clean.over(site.own.clean)
    return {
        "site": site.id,
        "name": site.name,
        "level": site.level.value,
        "province": site.province_name,
        "province_since_2025": site.province_successor,
        "since_2025": site.since_2025,
        "platform": site.own.id,
        "language": site.language,
        "state": site.state.value,
        "start": [start.url for start in site.start],
        "explore": site.explore,
        "articles": list(site.article_patterns),
        "lists": list(site.list_patterns),
        "paging": site.effective_paging.model_dump(mode="json"),
        "keep_parameters": sorted(site.kept_parameters),
        "json_api": site.json_api.model_dump(mode="json", exclude_none=True) if site.json_api else None,
        "render": site.render,
        "schedule": site.schedule,
        "delay": site.delay,
        "clean": clean.model_dump(mode="json"),
        "notes": site.notes.strip(),
    }


def _province(site: Site) -> str:
    if site.province_name is None:
        return ""
    changed = site.province_successor and site.province_successor != site.province_name
    return f"{site.province_name} (now {site.province_successor})" if changed else site.province_name


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_shown(inner)}" for name, inner in value.items() if inner)
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
