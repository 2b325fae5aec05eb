"""Every fault of a server ends as its counted outcome, within its time, and the run goes on."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from crawler.network.outcomes import Outcome
from tests.crawler.faults.catalogue import FAULTS, MAXSIZE
from tests.crawler.faults.server import FaultServer, portal, serving
from tests.crawler.small_portal import crawl, write_site
from tests.crawler.stored import last_run, rows

FIRST_BYTE, WHOLE = 0.6, 1.0
SETTINGS = (
    "DOWNLOAD_CONNECT_TIMEOUT=2",
    f"DOWNLOAD_FIRST_BYTE_TIMEOUT={FIRST_BYTE}",
    f"DOWNLOAD_TIMEOUT={WHOLE}",
    f"DOWNLOAD_MAXSIZE={MAXSIZE}",
    "RETRY_TIMES=1",
    "BREAKER_TRIES=20",
)


def test_every_fault_ends_as_its_outcome_and_the_run_goes_on(tmp_path: Path, database: str, conn: Connection) -> None:
    faults = {f"/tin/{name}.html": fault for name, fault in FAULTS.items()}
    last = "/tin/sau-cung.html"
    server = FaultServer({**portal(*faults, last), **{path: answer for path, (answer, _, _) in faults.items()}})
    with serving(server):
        write_site(tmp_path, "loi", server.url, articles="['^/tin/[a-z-]+\\.html$']")
        code, said = crawl(tmp_path, database, "loi", *(part for one in SETTINGS for part in ("-s", one)))
    assert code == 1, said
    ending, exit_code, reason, _ = last_run(conn)
    assert (ending, exit_code) == ("failed", 1)
    assert reason.startswith("most article pages could not be had: "), "and it says of what kind the faults were"

    logged = rows(conn, "SELECT url, outcome, coalesce(detail, '') FROM fetch_log")
    ended = {url: (outcome, detail) for url, outcome, detail in logged}
    for path, (_, outcome, detail) in faults.items():
        was, why = ended[server.url + path]
        assert (was, detail in why) == (outcome, True), f"{path}: {was}: {why}"
    assert ended[server.url + last][0] == Outcome.STORED

    counted = last_run(conn)[3]["outcomes"]
    assert sum(counted.values()) == len(faults) + 2
    took = server.times[-1] - server.times[0]
    assert took < 50, "each of three faults would take a minute and more, if nobody ended it"

    pages = "SELECT substring(p.url from '/tin/(.*).html') FROM snapshot s JOIN page p ON p.id = s.page_id"
    good = {name for name, (_, outcome, _) in FAULTS.items() if outcome is Outcome.STORED}
    assert set(rows(conn, f"{pages} WHERE s.role = 'item'")) == good | {"sau-cung"}
    asked = [at for path, at in zip(server.asked, server.times, strict=True) if "asks-to-wait" in path]
    assert asked[1] - asked[0] >= 1
    meanwhile = [at for at in server.times if asked[0] < at < asked[0] + 1]
    assert meanwhile == [], "a host that asks for a pause gets it from every request"
