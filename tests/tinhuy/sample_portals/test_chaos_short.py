"""Three rounds of `make chaos` on one portal: what is killed leaves no trace in the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.rounds import Chaos
from tests.chaos.stage import stage
from tests.chaos.victims import Victim

PORTAL = "quanlynhanuoc"
SEED = 167


@pytest.mark.slow
def test_three_rounds(room: Path) -> None:
    with stage(room, [PORTAL], limit=90) as place:
        chaos = Chaos(place, SEED)
        assert not chaos.undisturbed().wrong
        for number, victim in enumerate((Victim.CHILD, Victim.POSTGRES, Victim.TREE), start=1):
            result = chaos.round(number, victim)
            assert not result.wrong, f"{result}\n{place.log.read_text(encoding='utf-8')}"
