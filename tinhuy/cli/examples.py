"""Examples of every command, shown at the end of its --help. A test parses each of them."""

from __future__ import annotations

from collections.abc import Sequence

EXAMPLES: dict[str, tuple[str, ...]] = {
    "": ("tinhuy demo", "tinhuy sites", "tinhuy crawl hanam", "tinhuy search hoi nghi tinh uy"),
    "sites": ("tinhuy sites", "tinhuy sites --json --seeds my-seeds"),
    "sites show": ("tinhuy sites show hanam",),
    "sites learn": ("tinhuy sites learn hanam", "tinhuy sites learn hanam --selectors --pages 500"),
    "sites new": ("tinhuy sites new https://hanam.gov.vn/tin-tuc --id hanam-moi",),
    "sites check": ("tinhuy sites check hanam binhgia", "tinhuy sites check hanam --verify"),
    "sites rekey": ("tinhuy sites rekey hanam --dry-run",),
    "sites rename": ("tinhuy sites rename hanam ninhbinh",),
    "sites retire": ("tinhuy sites retire hanam",),
    "crawl": (
        "tinhuy crawl hanam binhgia",
        "tinhuy crawl --all",
        "tinhuy crawl hanam --since 2026-01-01 --limit 50",
        "tinhuy crawl https://portal.example.gov.vn/ --id example",
    ),
    "normalize": (
        "tinhuy normalize",
        "tinhuy normalize hanam --again --dry-run",
        "tinhuy normalize --again --queue",
    ),
    "extract": (
        "tinhuy extract page.html --url https://hanam.gov.vn/tin/a.aspx",
        "tinhuy extract saved/a.html saved/b.html.gz --json",
        "tinhuy extract saved/*.html --learn",
    ),
    "import": ("tinhuy import text saved.txt",),
    "import text": ("tinhuy import text saved.txt --site hanam",),
    "import mirror": ("tinhuy import mirror hanam.gov.vn/ --base https://hanam.gov.vn",),
    "search": (
        "tinhuy search hoi nghi tinh uy",
        "tinhuy search '\"nghị quyết\"' --site hanam --since 2026-01-01",
        "tinhuy search 'title:\"đại hội\" -đoàn' --province 'Ninh Bình' --year 2025",
        "tinhuy search chuyển đổi số --order date --context 8",
        "tinhuy search chuyển đổi số --facets",
        "tinhuy search --cites 27-NQ/TU --json",
    ),
    "trend": ("tinhuy trend chuyển đổi số", "tinhuy trend hộ nghèo --by month --per province --format csv > tra.csv"),
    "show": ("tinhuy show 318", "tinhuy show https://hanam.gov.vn/tin/a.aspx --versions", "tinhuy show 318 --source"),
    "status": ("tinhuy status", "tinhuy status hanam", "tinhuy status --problems", "tinhuy status --check"),
    "review": ("tinhuy review", "tinhuy review 318 --accept", "tinhuy review hanam --reject"),
    "takedown": ("tinhuy takedown 318 --reason 'asked for by the office' --dry-run",),
    "worker": ("tinhuy worker", "tinhuy worker --queues crawl,clean --concurrency 4"),
    "schedule": ("tinhuy schedule",),
    "schedule pause": ("tinhuy schedule pause hanam",),
    "schedule resume": ("tinhuy schedule resume hanam",),
    "run": ("tinhuy run hanam", "tinhuy run hanam binhgia --full"),
    "jobs": ("tinhuy jobs --failed", "tinhuy jobs --doing --json"),
    "jobs retry": ("tinhuy jobs retry 4711",),
    "jobs cancel": ("tinhuy jobs cancel 4711",),
    "export": ("tinhuy export > articles.jsonl", "tinhuy export --site hanam --since 2026-01-01 -o hanam.jsonl"),
    "metrics": ("tinhuy metrics", "tinhuy metrics --once"),
    "storage": ("tinhuy storage", "tinhuy storage --json"),
    "storage thin": ("tinhuy storage thin --older-than 365d --dry-run",),
    "storage train": ("tinhuy storage train hanam",),
    "storage pack": ("tinhuy storage pack hanam",),
    "db": ("tinhuy db url", "tinhuy db dump corpus.dump", "tinhuy db verify"),
    "db url": ("psql \"$(tinhuy db url --reader)\" -c 'select count(*) from articles'",),
    "db psql": ("tinhuy db psql -c 'select count(*) from articles'", "tinhuy db psql --reader"),
    "db migrate": ("tinhuy db migrate",),
    "db stop": ("tinhuy db stop",),
    "db dump": ("tinhuy db dump tinhuy-2026-11-27.dump",),
    "db restore": ("tinhuy db restore tinhuy-2026-11-27.dump",),
    "db verify": ("tinhuy db verify", "tinhuy db verify --json"),
    "demo": ("tinhuy demo", "tinhuy demo --port 19000"),
}
"""Examples by the command's words; the empty name is the command line itself."""


def as_epilog(examples: Sequence[str]) -> str:
    """Lay examples out, one a line, as an epilog is rendered: an empty line between two is a new line."""
    return "\n\n".join(["Examples:", *(f"  $ {example}" for example in examples)])
