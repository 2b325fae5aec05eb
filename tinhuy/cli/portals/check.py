"""Output and exit code of `tinhuy sites check`."""

from __future__ import annotations

from typing import Any

import typer

from seeds.config.catalogue import Catalogue, catalogue
from seeds.config.site import Site, State
from tinhuy.cli.portals.new import say
from tinhuy.probe.check import check
from tinhuy.probe.check_result import CheckResult
from tinhuy.probe.http_client import HttpClient, NoAnswerError
from tinhuy.probe.site_file_writer import set_key
from tinhuy.terminal import complain, err, out, print_json, print_table


def check_sites(site_ids: list[str], verify: bool, as_json: bool) -> None:
    """Check each of the sites. Exits with 1 if a check of any site fails."""
    seeds = catalogue()
    sites = [seeds.site(site_id) for site_id in dict.fromkeys(site_ids)]
    broken = False
    for site in sites:
        findings = _findings(site, seeds)
        holds = all(finding.holds for finding in findings)
        broken |= not holds
        verified = verify and holds and _verify(site, seeds)
        if as_json:
            print_json(_as_json(site, findings, holds, verified))
        else:
            _show(site, findings, holds)
    raise typer.Exit(int(broken))


def _findings(site: Site, seeds: Catalogue) -> list[CheckResult]:
    asker = HttpClient(say, site.delay, site.allow_private, site.tls)
    try:
        return check(asker, site, tuple(seeds.platforms.values()), seeds.folder)
    except NoAnswerError as error:  # robots.txt itself can't be had
        return [CheckResult("start", site.start[0].url, error.message, error.remedy)]


def _verify(site: Site, seeds: Catalogue) -> bool:
    """Mark the site as verified in its file. Returns False for a retired site, which stays retired."""
    if site.state is State.RETIRED:
        err.print(f"{site.id} is retired, and stays so.", markup=False)
        return False
    if (path := seeds.path(site.id)) is not None:
        set_key(path, "state", State.VERIFIED.value)
    err.print(f"{site.id}: state: verified", markup=False)
    return True


def _show(site: Site, findings: list[CheckResult], holds: bool) -> None:
    columns = (site.id, "where", "seen", "")
    print_table(columns, [(one.what, one.where, one.seen, "" if one.holds else "!") for one in findings])
    out.print()
    for finding in findings:
        if not finding.holds:
            complain(f"{site.id}: {finding.what}: {finding.where}: {finding.seen}", finding.remedy)
    if holds:
        out.print(f"{site.id}: all of it holds.", markup=False)


def _as_json(site: Site, findings: list[CheckResult], holds: bool, verified: bool) -> dict[str, Any]:
    return {
        "site": site.id,
        "holds": holds,
        "verified": verified,
        "findings": [
            {"what": one.what, "where": one.where, "seen": one.seen, "holds": one.holds, "remedy": one.remedy or None}
            for one in findings
        ],
    }
