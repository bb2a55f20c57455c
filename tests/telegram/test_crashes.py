"""Six hundred people write while the service is killed, or while Telegram stumbles: everybody is answered."""

import asyncio
from pathlib import Path

from bot.sending import IN_FLIGHT
from tests.telegram.storm import CUTS, killed, stumbling

KILLS = {False: 5, True: 2}  # by polling, and by webhook
HANG = 3.0  # seconds; the benchmark waits 30


def folders(below: Path) -> dict[bool, Path]:
    """One for polling and one for the webhook, which have their weather at the same time."""
    found = {False: below / "polling", True: below / "webhook"}
    for folder in found.values():
        folder.mkdir()
    return found


async def test_nobody_stays_unanswered_when_the_process_is_killed_again_and_again(
    tmp_path: Path, learned_index: Path
) -> None:
    places = folders(tmp_path).items()
    tolls = await asyncio.gather(
        *(killed(folder, learned_index, webhook=webhook, kills=KILLS[webhook]) for webhook, folder in places)
    )
    assert [toll.unanswered for toll in tolls] == [0, 0]
    assert all(toll.copies <= kills * IN_FLIGHT for toll, kills in zip(tolls, KILLS.values(), strict=True))
    assert [toll.violations for toll in tolls] == [(), ()]


async def test_nobody_stays_unanswered_when_telegram_fails_refuses_hangs_and_forgets_to_answer(
    tmp_path: Path, learned_index: Path
) -> None:
    places = folders(tmp_path).items()
    tolls = await asyncio.gather(
        *(stumbling(folder, learned_index, webhook=webhook, hang=HANG) for webhook, folder in places)
    )
    assert [toll.unanswered for toll in tolls] == [0, 0]
    assert max(toll.copies for toll in tolls) <= CUTS  # only where nobody could know; each once more, never twice
    assert [toll.violations for toll in tolls] == [(), ()]
