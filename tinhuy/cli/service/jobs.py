"""`tinhuy jobs`: the service's jobs, waiting, running and ended."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Annotated

import typer

from corpus.database.retry import with_retry
from tinhuy.service import job_tables, queue
from tinhuy.service.queue import Job, Status
from tinhuy.terminal import err, print_json, print_table

app = typer.Typer(help="Show the jobs of the service; retry failed ones, cancel others.")
Number = Annotated[int, typer.Argument(metavar="ID", help="Number of the job.")]
COLUMNS = ("job", "task", "site", "status", "queued", "started", "ended", "tries", "run", "reason")


@app.callback(invoke_without_command=True)
def jobs(
    context: typer.Context,
    failed: Annotated[bool, typer.Option("--failed", help="Show only failed jobs, with the reasons.")] = False,
    doing: Annotated[bool, typer.Option("--doing", help="Show only running jobs.")] = False,
    waiting: Annotated[bool, typer.Option("--waiting", help="Show only waiting jobs.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10000, help="Show at most this many jobs, the newest.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")] = False,
) -> None:
    """Show the jobs of the service; retry failed ones, cancel others."""
    if context.invoked_subcommand is not None:
        return
    asked = {Status.FAILED: failed, Status.DOING: doing, Status.WAITING: waiting}
    statuses = [status for status, wanted in asked.items() if wanted] or None
    found = with_retry(job_tables.open_store(), partial(queue.jobs, statuses=statuses, limit=limit))
    if as_json:
        for job in found:
            print_json({**asdict(job), "status": job.status.name.lower()})
        return
    print_table(COLUMNS, [_row(job) for job in found])


@app.command("retry")
def retry(number: Number) -> None:
    """Retry a failed job."""
    with_retry(job_tables.open_store(), partial(queue.retry, number=number))
    err.print(f"Job {number} is queued again.")


@app.command("cancel")
def cancel(number: Number) -> None:
    """Cancel a waiting job, or stop a running one gently. Stored pages stay."""
    was = with_retry(job_tables.open_store(), partial(queue.cancel, number=number))
    err.print(f"Job {number} is cancelled." if was is Status.WAITING else f"Job {number} is being stopped.")


def _row(job: Job) -> list[object]:
    times = (job.queued_at, job.started_at, job.ended_at)
    numbers = (str(job.attempts or 1), str(job.run_id) if job.run_id else None)
    return [str(job.id), job.task, job.site, job.status.name.lower(), *times, *numbers, job.reason]
