"""Metrics for Prometheus, read from Postgres at each scrape."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from threading import Lock

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector, CollectorRegistry
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from tinhuy.metrics.queries import FIGURES, Figure

logger = logging.getLogger(__name__)

LIMIT = 5
"""Seconds that one figure may take; a slower one is left out of this scrape, and named as missing."""


class CorpusCollector(Collector):
    """Collects all figures of one corpus. Simultaneous scrapes wait for each other."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._kept: dict[str, tuple[float, Metric]] = {}

    def describe(self) -> Iterable[Metric]:
        """Return nothing: registering is no reason to query Postgres."""
        return []

    def collect(self) -> Iterable[Metric]:
        """Yield the current figures; without Postgres only that it is away."""
        with self._lock:
            began = time.monotonic()
            found, missing = self._read()
            up = found is not None
            yield GaugeMetricFamily("tinhuy_up", "1 if Postgres answers, 0 if not", float(up))
            yield from found or []
            lost = GaugeMetricFamily(
                "tinhuy_metric_missing", "1 for each metric that could not be read in time", labels=["metric"]
            )
            for name in missing:
                lost.add_metric([name], 1)
            yield lost
            yield GaugeMetricFamily(
                "tinhuy_scrape_seconds", "Time that reading the metrics took, in seconds", time.monotonic() - began
            )

    def _read(self) -> tuple[list[Metric] | None, list[str]]:
        found, missing = [], []
        try:
            with self._engine.connect() as conn:
                conn.execute(text("SELECT set_config('statement_timeout', :limit, false)"), {"limit": f"{LIMIT}s"})
                conn.execute(text("SET default_transaction_read_only = on"))
                conn.commit()
                for figure in FIGURES:
                    try:
                        found += [metric for metric in [self._metric(conn, figure)] if metric is not None]
                    except DBAPIError as error:
                        if error.connection_invalidated:
                            raise
                        conn.rollback()
                        logger.warning("%s is missing from this scrape: %s", figure.name, error.orig)
                        missing.append(figure.name)
        except OperationalError as error:
            logger.warning("Postgres does not answer: %s", error.orig)
            return None, []
        return found, missing

    def _metric(self, conn: Connection, figure: Figure) -> Metric | None:
        at, kept = self._kept.get(figure.name, (0.0, None))
        if kept is not None and time.monotonic() - at < figure.kept:
            return kept
        there = text("SELECT to_regclass(:table) IS NOT NULL")
        if figure.table is not None and not conn.scalar(there, {"table": figure.table}):
            return None
        family = CounterMetricFamily if figure.counts_up else GaugeMetricFamily
        metric = family(figure.name, figure.help, labels=figure.labels)
        for *labels, value in conn.execute(figure.query):
            metric.add_metric([str(label) for label in labels], float(value))
        conn.commit()
        self._kept[figure.name] = (time.monotonic(), metric)
        return metric


def registry(engine: Engine) -> CollectorRegistry:
    """Make a registry with the corpus's figures and none of this process's."""
    made = CollectorRegistry()
    made.register(CorpusCollector(engine))
    return made
