"""Crawls a portal as a new user would, given its address alone, with a corpus in a folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TINHUY = Path(sys.executable).parent / "tinhuy"
_LIMIT = 1800
"""Seconds that a command may take."""
TIMED_OUT = 124
"""Exit code that stands for a crawl that was stopped at its limit, as `timeout` gives it."""


@dataclass(frozen=True)
class Room:
    """A folder with seeds and a home of its own; its server runs until `stop`."""

    folder: Path

    def crawl(self, home: str, site: str, limit: int = _LIMIT) -> subprocess.CompletedProcess[str]:
        """Crawl and clean a portal; afterwards it is known as `site`. A crawl is stopped after `limit` seconds."""
        words = ["crawl", home, "--id", site, "--allow-private", "--delay", "0"]
        try:
            return self.tinhuy(*words, limit=limit)
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(words, TIMED_OUT, "", f"stopped after {limit} s")

    def export(self, site: str) -> list[dict[str, Any]]:
        """Give a site's articles as they are exported."""
        told = self.tinhuy("export", "--site", site).stdout
        return [json.loads(line) for line in told.splitlines() if line.startswith("{")]

    def stop(self) -> None:
        """Stop the corpus' server."""
        self.tinhuy("db", "stop")

    def tinhuy(self, *words: str, limit: int = _LIMIT) -> subprocess.CompletedProcess[str]:
        """Run a command of tinhuy's."""
        seeds = self.folder / "seeds"
        if not seeds.exists():
            (seeds / "sites").mkdir(parents=True)
            shutil.copytree(ROOT / "seeds/platforms", seeds / "platforms")
            shutil.copy(ROOT / "seeds/provinces.csv", seeds)
        given = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "TINHUY_SEEDS"}}
        command = [str(TINHUY), "--seeds", str(seeds), *words]
        environment = {**given, "TINHUY_HOME": str(self.folder / "home")}
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=limit, check=False)
