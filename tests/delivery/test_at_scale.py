"""Thousands of readers, the real service, the stand-in in a process of its own: each hears once, whatever is killed."""

from pathlib import Path

from bot.platforms.telegram.limits import Limits
from knowledge.library import Library
from tests.delivery.campaign import opened
from tests.fixtures_knowledge import learn

READERS, RATE, KILLS = 2_000, 1_000, 2
PATIENCE = 120.0  # seconds; a quiet machine takes a few


async def test_killed_in_mid_run_every_reader_hears_once_but_for_those_marked(tmp_path: Path, library: Library) -> None:
    index = learn(library, meaning=False)
    async with opened(tmp_path, index, readers=READERS, rate=RATE, at_once=True, LOTSE_MEANING="false") as campaign:
        await campaign.die_now_and_then(KILLS, seconds=PATIENCE)
        await campaign.over(seconds=PATIENCE)
        toll = await campaign.toll()
        violations = (await campaign.api.do("statistics"))["violations"]
    assert (toll.twice, toll.lost, violations) == (0, 0, [])
    assert toll.marked <= KILLS * Limits(RATE).bulk
    assert toll.reached >= READERS - toll.marked
