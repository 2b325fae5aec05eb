"""`tinhuy sites learn --selectors`: selectors and lines that recur on the pages of a site, as YAML for its file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from corpus.database import engines
from normalize.workers.boilerplate import Learned, Proposal
from normalize.workers.learn_boilerplate import learn_site
from seeds.config.catalogue import catalogue
from seeds.config.yaml_writer import visible
from tinhuy.progress import progress
from tinhuy.terminal import err, out, print_json

LONGEST = 80
"""Characters of an example that are shown, at most."""


def learn(site_id: str, pages: int, as_json: bool) -> None:
    """Learn from a site's pages, and print the proposals."""
    seeds = catalogue()
    seeds.site(site_id)
    engine = engines.engine(engines.address())
    with progress("reading") as advance:
        learned = learn_site(engine, site_id, pages, advance=advance)
    if as_json:
        print_json(_as_json(site_id, learned))
    elif learned.chrome or learned.lines:
        out.print("\n".join(as_yaml(learned)), markup=False)
        file = seeds.folder / "sites" / f"{site_id}.yaml"
        err.print(f"\nRead each of them before you put it into {file}; then see what it does:", markup=False)
        err.print(f"tinhuy normalize {site_id} --again --dry-run")
    else:
        err.print(f"Nothing recurs on the {learned.pages} pages read that the present rules don't cut.")


def as_yaml(learned: Learned) -> Iterator[str]:
    """Yield the lines of a site file, each proposal with a comment on the text that it would cut."""
    yield f"# from {learned.pages} pages"
    yield "clean:"
    for key, proposals in (("chrome", learned.chrome), ("lines", learned.lines)):
        if proposals:
            yield f"  {key}:"
        for one in proposals:
            yield f"    # {visible(_seen(one))}"
            yield f"    - {_quoted(one.value)}"


def _seen(one: Proposal) -> str:
    left = f", left in the text of {one.left:.0%}" if one.left else ""
    example = one.example if len(one.example) <= LONGEST else one.example[:LONGEST].rstrip() + "…"
    return f"on {one.share:.0%} of the pages{left}: {example}"


def _quoted(value: str) -> str:
    """Quote a string for one line of YAML; one with invisible characters in JSON's form, which escapes them."""
    return "'" + value.replace("'", "''") + "'" if visible(value) == value else json.dumps(value)


def _as_json(site_id: str, learned: Learned) -> dict[str, Any]:
    return {
        "site": site_id,
        "pages": learned.pages,
        "chrome": [{"selector": one.value, **_figures(one)} for one in learned.chrome],
        "lines": [{"pattern": one.value, **_figures(one)} for one in learned.lines],
    }


def _figures(one: Proposal) -> dict[str, Any]:
    return {"share": round(one.share, 3), "left_in_text": round(one.left, 3), "example": one.example}
