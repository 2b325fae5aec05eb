"""`tinhuy sites`: the portals in the seeds folder."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from seeds.config.catalogue import catalogue
from seeds.config.site import Site, Tls
from tinhuy.cli.completion import site_ids
from tinhuy.cli.portals import upkeep
from tinhuy.terminal import complain, print_json, print_table

app = typer.Typer(help="List the portals that tinhuy knows; add, check and change them.")
upkeep.add_to(app)


@app.callback(invoke_without_command=True)
def sites(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")] = False,
) -> None:
    """List the portals that tinhuy knows; add, check and change them.

    Broken site files are named on stderr; then the exit code is 1.
    """
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
    site_id: Annotated[str, typer.Argument(autocompletion=site_ids, metavar="SITE", help="Id of the site.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show the settings of a site, from its own file and its platform's, and the map of an explored portal."""
    site = catalogue().site(site_id)
    if as_json:
        print_json(_facts(site))
    else:
        print_table(("key", "value"), [(name, _shown(value)) for name, value in _facts(site).items()])
    if site.explore and not as_json:
        # Imported when it runs: only this needs the corpus.
        engines, portal_map = import_module("corpus.database.engines"), import_module("tinhuy.cli.crawling.portal_map")
        portal_map.print_map(engines.engine(engines.address()), site_id)


@app.command("learn")
def learn(
    site_id: Annotated[str, typer.Argument(autocompletion=site_ids, metavar="SITE", help="Id of the site.")],
    selectors: Annotated[
        bool, typer.Option("--selectors", help="Propose selectors and boilerplate lines for the site file, as YAML.")
    ] = False,
    pages: Annotated[
        int, typer.Option(min=5, max=10_000, help="With --selectors: read at most this many pages, newest first.")
    ] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Learn a site's layout from its stored pages now, and show it: recurring blocks, headline and date positions.

    Cleaning also learns the layout after each crawl. Selectors in the site file override it: --selectors proposes some,
    which take effect once you copy them into the file.
    """
    # Imported when it runs: it needs the corpus and the normaliser, which the other commands need not wait for.
    if selectors:
        import_module("tinhuy.cli.portals.learn").learn(site_id, pages, as_json)
    else:
        import_module("tinhuy.cli.portals.layout").show_layout(site_id, as_json)


@app.command("new")
def new(
    url: Annotated[str, typer.Argument(help="URL of the portal, or of its news page.")],
    site_id: Annotated[str | None, typer.Option("--id", help="Id of the site (default: made from the host).")] = None,
    output: Annotated[
        Path | None, typer.Option(help="Folder for the site file (default: the folder of the site files).")
    ] = None,
    delay: Annotated[float, typer.Option(min=0, help="Seconds between two requests.")] = 2.0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow private and loopback addresses.")
    ] = False,
    tls: Annotated[
        Tls, typer.Option(help="lax accepts any certificate; old also accepts TLS 1.0 and 1.1.")
    ] = Tls.STRICT,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Probe a live portal, show three of its articles cleaned, and write a site file for it.

    The probe requests some 20 pages, obeys robots.txt, and overwrites no file. Points to check come first in the file.
    """
    probe = import_module("tinhuy.cli.portals.new")
    probe.new(url, site_id, output, probe.HttpClient(probe.say, delay, allow_private, tls), as_json)


@app.command("check")
def check(
    site_ids: Annotated[list[str], typer.Argument(autocompletion=site_ids, metavar="SITE…", help="Ids of the sites.")],
    verify: Annotated[
        bool, typer.Option("--verify", help="If the whole file holds, set `state: verified` in it.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")] = False,
) -> None:
    """Check site files against their live portals: start pages, CMS, patterns, paging, robots.txt, three articles.

    Each point that fails is printed with its place and a remedy; then the exit code is 1.
    """
    import_module("tinhuy.cli.portals.check").check_sites(site_ids, verify, as_json)


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
