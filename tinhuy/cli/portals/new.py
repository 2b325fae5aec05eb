"""Output and exit code of `tinhuy sites new`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer
from pydantic import ValidationError

from corpus.articles.records import Article, Rejection, display_title
from seeds.config.catalogue import Catalogue, catalogue
from seeds.config.site import Start
from seeds.errors import UsageError
from tinhuy.article_json import published_at
from tinhuy.probe.http_client import HttpClient
from tinhuy.probe.portal_name import is_site_id, site_id_of
from tinhuy.probe.samples import Sample, date_forms, read_samples
from tinhuy.probe.site_file_writer import as_yaml, draft, file_keys, file_path, noted, write_new
from tinhuy.probe.survey import Survey, survey
from tinhuy.terminal import complain, err, out, print_json, print_table

TOLD_BY_CONTENT = "(all links are followed, and articles told by their content)"
FIRST_LINES = 240
"""Characters of an article that are shown, at most."""


def say(line: str) -> None:
    """Print on stderr a request that is about to be sent to a portal."""
    err.print(line, style="dim", markup=False)


def new(url: str, site_id: str | None, output: Path | None, asker: HttpClient, as_json: bool) -> None:
    """Probe a portal, show three of its articles and write its site file. Exit code 1 where no list was found."""
    seeds = catalogue()
    chosen = _checked(url, site_id)
    path = file_path(output or seeds.folder / "sites", chosen)
    found = survey(asker, url, chosen, seeds)
    samples, text = _sampled(asker, found, seeds)
    write_new(path, text)
    if as_json:
        print_json(_as_json(path, found, samples, asker.requests))
    else:
        _show(path, found, samples, asker.requests)
    if not found.sections:
        complain("No list of articles was found.", f"Name its sections under `start` in {path}.")
    raise typer.Exit(int(not found.sections))


def _checked(url: str, site_id: str | None) -> str:
    """Return the id of the new site. Raises UsageError for an unusable id, or for what is not a web address."""
    try:
        Start(url=url)
    except ValidationError:
        raise UsageError(f"{url!r} is not a web address.", "It must begin with http:// or https://.") from None
    chosen = site_id or site_id_of(url)
    if not is_site_id(chosen):
        raise UsageError(f"{chosen!r} can't be an id.", "Use small letters a to z, digits, - and _: --id ID")
    return chosen


def _sampled(asker: HttpClient, found: Survey, seeds: Catalogue) -> tuple[list[Sample], str]:
    """Clean three articles by the new file's rules. Returns the samples, and the file's text, known to load."""
    keys = file_keys(found, asker, seeds)
    with draft(found.site.id, as_yaml(keys, []), seeds) as made:
        samples = read_samples(asker, found.sample(), found.site, made.folder)
    found.unsure += [f"{one.url}: {problem}" for one in samples if (problem := problem_of(one))]
    return samples, as_yaml({**keys, "notes": noted(found, samples, asker.requests)}, found.unsure)


def problem_of(sample: Sample) -> str:
    """Return why an article page gave no article, or an incomplete one; empty where it gave a complete one."""
    if sample.problem or sample.reading is None:
        return sample.problem or "could not be read"
    outcome = sample.reading.outcome
    if isinstance(outcome, Rejection):
        return f"is no article: {outcome.reason.value}" + (f" ({outcome.detail})" if outcome.detail else "")
    return "" if outcome.published_at else "no publication date was found on it"


def _show(path: Path, found: Survey, samples: list[Sample], requests: int) -> None:
    site = found.site
    facts = {
        "name": site.name,
        "platform": site.own.name,
        "sections": "\n".join(f"{' › '.join(start.section) or '(start page)'}  {start.url}" for start in site.start),
        "articles": "\n".join([*site.article_patterns, *([TOLD_BY_CONTENT] if found.is_explored else [])]),
        "paging": _paging(found),
        "feeds": "\n".join(site.feed_addresses),
        "sitemaps": "\n".join(found.sitemaps),
        "dates": "; ".join(date_forms(samples)),
        "unsure": "\n".join(found.unsure),
    }
    print_table(("what", "found"), list(facts.items()))
    for sample in samples:
        _show_sample(sample)
    out.print(f"\n{path} was written, from {requests} requests; its state is unverified.", markup=False)
    out.print(f"Read it beside the portal, then: tinhuy crawl {site.id} --limit 20", markup=False)


def _show_sample(sample: Sample) -> None:
    outcome = sample.reading.outcome if sample.reading else None
    if not isinstance(outcome, Article):
        out.print(f"\n{sample.url}: {problem_of(sample)}", markup=False)
        return
    out.print(f"\n{display_title(outcome.title, outcome.lead, outcome.text)}", style="bold", markup=False)
    dated = f"{published_at(outcome)} (by {outcome.published_source})" if outcome.published_source else "no date"
    words = len(outcome.text.split())
    out.print(" · ".join((sample.url, dated, f"{words} words", *filter(None, [outcome.author]))), markup=False)
    out.print(_first_lines(outcome), style="dim", markup=False)


def _paging(found: Survey) -> str:
    paging = found.site.effective_paging
    forms = [*(f"?{name}=N" for name in paging.query), *paging.path, *(["__doPostBack"] if paging.postback else [])]
    return ", ".join(forms)


def _first_lines(article: Article) -> str:
    text = " ".join((article.lead or article.text).split())
    return text if len(text) <= FIRST_LINES else text[:FIRST_LINES].rsplit(" ", 1)[0] + " …"


def _as_json(path: Path, found: Survey, samples: list[Sample], requests: int) -> dict[str, Any]:
    site = found.site
    return {
        "site": site.id,
        "file": str(path),
        "name": site.name,
        "platform": site.own.id,
        "start": [start.model_dump(mode="json") for start in site.start] if found.sections else [],
        "articles": list(site.article_patterns),
        "explore": found.is_explored,
        "paging": site.effective_paging.model_dump(mode="json"),
        "keep_parameters": sorted(site.kept_parameters),
        "feeds": list(site.feed_addresses),
        "sitemaps": found.sitemaps,
        "dates": date_forms(samples),
        "unsure": found.unsure,
        "requests": requests,
        "samples": [sample_facts(one) for one in samples],
    }


def sample_facts(sample: Sample) -> dict[str, Any]:
    """Return a sampled article as JSON values."""
    outcome = sample.reading.outcome if sample.reading else None
    article = outcome if isinstance(outcome, Article) else None
    return {
        "url": sample.url,
        "title": article.title if article else None,
        "published_at": published_at(article) if article else None,
        "published_source": article.published_source.value if article and article.published_source else None,
        "words": len(article.text.split()) if article else 0,
        "text": _first_lines(article) if article else None,
        "problem": problem_of(sample) or None,
    }
