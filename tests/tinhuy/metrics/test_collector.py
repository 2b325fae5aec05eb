"""What Prometheus is told: read over HTTP, parsed by its own parser, compared with what was put in."""

from __future__ import annotations

import signal
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client import start_http_server
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from corpus.crawling import runs
from corpus.database import engines as corpus_database
from tests.corpus.samples import REJECTED, article, capture, site, write
from tests.tinhuy.commands import tinhuy
from tinhuy.metrics import collector
from tinhuy.metrics.queries import FIGURES
from tinhuy.service import job_tables, queue

Samples = dict[tuple[str, ...], float]


@contextmanager
def served(url: str) -> Iterator[str]:
    server, thread = start_http_server(0, "127.0.0.1", collector.registry(corpus_database.engine(url)))
    try:
        yield f"http://127.0.0.1:{server.server_port}/metrics"
    finally:
        server.shutdown()
        thread.join()


def scraped(url: str) -> Samples:
    with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310
        assert answer.headers["Content-Type"].startswith("text/plain")
        return parsed(answer.read().decode())


def parsed(said: str) -> Samples:
    """Values by metric and labels, in the alphabetical order of the labels' names."""
    families = list(text_string_to_metric_families(said))
    samples = [one for family in families for one in family.samples]
    return {(one.name, *(value for _, value in sorted(one.labels.items()))): one.value for one in samples}


@pytest.fixture
def filled(conn: Connection) -> None:
    """Two articles, a rejection, a page that waits to be cleaned, and a run."""
    site(conn)
    now = datetime.now(UTC)
    number = runs.start(conn, "hanam", "hanam.gov.vn", {})
    write(conn, "a", article("Một.", published_at=now - timedelta(days=2)), now - timedelta(seconds=30))
    write(conn, "b", article("Hai.", published_at=now - timedelta(days=1)), now - timedelta(seconds=10))
    write(conn, "c", REJECTED, now - timedelta(seconds=5))
    capture(conn, "d", now - timedelta(seconds=100))
    runs.end(conn, number, runs.Ending.FINISHED, None, 0, {"outcomes": {"stored": 4, "timeout": 2}})
    conn.execute(text("INSERT INTO alarm (site, code, words, run_id) SELECT site, 'quiet', '', id FROM crawl_run"))
    conn.commit()


@pytest.mark.usefixtures("filled")
def test_figures_are_those_of_the_corpus(database: str) -> None:
    with served(database) as url:
        seen = scraped(url)
    expected = {
        ("tinhuy_up",): 1,
        ("tinhuy_snapshots_pending",): 1,
        ("tinhuy_pages", "hanam", "fetched"): 4,
        ("tinhuy_articles", "hanam"): 2,
        ("tinhuy_rejections", "list"): 1,
        ("tinhuy_fetches_total", "stored", "hanam"): 4,
        ("tinhuy_fetches_total", "timeout", "hanam"): 2,
        ("tinhuy_runs_total", "finished", "hanam"): 1,
        ("tinhuy_runs_running",): 0,
        ("tinhuy_alarms", "quiet", "hanam"): 1,
    }
    assert {name: seen.get(name) for name in expected} == expected
    assert seen["tinhuy_snapshots_pending_oldest_seconds",] == pytest.approx(100, abs=60)
    assert seen["tinhuy_newest_article_seconds", "hanam"] == pytest.approx(86_400, abs=60)
    assert seen["tinhuy_article_delay_seconds", "0.5"] == pytest.approx(20, abs=60)
    assert seen["tinhuy_article_delay_seconds", "0.5"] < seen["tinhuy_article_delay_seconds", "0.95"]
    assert seen["tinhuy_database_bytes",] > 1_000_000
    assert not [name for name in seen if name[0] == "tinhuy_metric_missing" or name[0] == "tinhuy_jobs"]


@pytest.mark.usefixtures("filled")
def test_cheap_figures_are_asked_anew_and_dear_ones_kept(database: str, conn: Connection) -> None:
    with served(database) as url:
        scraped(url)
        write(conn, "e", article("Ba."))
        capture(conn, "f")
        conn.commit()
        seen = scraped(url)
    assert seen["tinhuy_snapshots_pending",] == 2
    assert seen["tinhuy_articles", "hanam"] == 2


def test_jobs_are_told_once_a_service_has_run(database: str) -> None:
    job_tables.prepare(database)
    engine = job_tables.engine(database)
    with engine.begin() as conn:
        queue.put_reclean(conn, "hanam")
    with served(database) as url:
        seen = scraped(url)
    assert seen["tinhuy_jobs", "todo", "reclean"] == 1
    assert seen["tinhuy_jobs_waiting_oldest_seconds",] < 60
    assert seen["tinhuy_worker_loops",] == 0


def test_a_figure_that_takes_too_long_is_left_out_and_named(
    database: str, conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collector, "LIMIT", 1)
    conn.execute(text("LOCK TABLE alarm IN ACCESS EXCLUSIVE MODE"))
    with served(database) as url:
        seen = scraped(url)
    assert seen["tinhuy_metric_missing", "tinhuy_alarms"] == 1
    assert ("tinhuy_snapshots_pending",) in seen


def test_without_postgres_only_that_is_told() -> None:
    engine = create_engine("postgresql+psycopg://nguoi@127.0.0.1:1/kho", poolclass=NullPool)
    (up, *_) = collector.CorpusCollector(engine).collect()
    assert (up.name, up.samples[0].value) == ("tinhuy_up", 0)


def test_names_are_those_of_the_documents() -> None:
    manual = (Path(__file__).parents[3] / "docs" / "operations.md").read_text("utf-8")
    assert [figure.name for figure in FIGURES if f"`{figure.name}" not in manual] == []


def test_the_command_serves_until_it_is_told_to_stop(database: str, tmp_path: Path) -> None:
    command = tinhuy(tmp_path, database=database)
    process = command.start("metrics", "--port", 0)
    assert process.stderr is not None
    said = process.stderr.readline().decode()
    assert said.startswith("Metrics: http://127.0.0.1:")
    assert scraped(said.split()[1])["tinhuy_up",] == 1
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0


def test_once_prints_them(database: str, tmp_path: Path) -> None:
    ran = tinhuy(tmp_path, database=database).here.done("metrics", "--once")
    assert parsed(ran.out)["tinhuy_up",] == 1
