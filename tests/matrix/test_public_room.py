"""The public room on a real Synapse: the bot comes when it is asked in, and only ever speaks there."""

import asyncio
from pathlib import Path

import pytest

from tests.matrix.office import open_office
from tests.matrix.synapse import Synapse


@pytest.mark.parametrize("restarted", [False, True], ids=["at once", "after a restart"])
async def test_what_is_written_in_the_public_room_is_never_answered(
    synapse: Synapse, tmp_path: Path, restarted: bool
) -> None:
    office = open_office(synapse, tmp_path)
    public = str(office.head.post("/createRoom", {"preset": "public_chat", "invite": [office.bot]})["room_id"])
    office.settings["LOTSE_MATRIX_PUBLIC_ROOM"] = public
    office.settings["LOTSE_MATRIX_SERVERS"] = "elsewhere.example"  # whoever owns the room: it is configured
    with office.open():
        async with office.newcomer() as reader:
            await reader.until_true(lambda: asyncio.sleep(0, public in office.rooms_of_bot()))
            if restarted:
                office.restart()
            await reader.client.join(public)
            reader.room = public
            await reader.until(lambda: office.bot in reader.members())
            await reader.says(f"{office.bot} Was ist die Kompetenzstelle KI?")
            await reader.says("!hilfe")
            await asyncio.sleep(3)
            assert reader.heard == []
            assert public in office.rooms_of_bot()
