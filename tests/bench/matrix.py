"""How long an answer takes on Matrix in an encrypted room, and what becomes of many messages while all is killed."""

import asyncio
import random
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median, quantiles

from tests.matrix.office import Office, open_office
from tests.matrix.people import Person
from tests.matrix.synapse import running_synapse
from tests.matrix.test_crashes import answered, asks

Row = tuple[str, str]
QUESTIONS = 60
WARM_UP = 5
PEOPLE, EACH, KILLS = 10, 100, 20
QUESTION = "Was ist ScaDS.AI?"


async def latencies(office: Office) -> list[float]:
    """Milliseconds from sending a question to having decrypted its answer, one after the other."""
    found = []
    async with office.citizen() as citizen:
        for _ in range(WARM_UP + QUESTIONS):
            began = time.perf_counter()
            await citizen.says(QUESTION)
            await citizen.hears()
            found.append(1000 * (time.perf_counter() - began))
            await asyncio.sleep(0.3)  # reactions and receipts are done: one question at a time
    return found[WARM_UP:]


async def chaos(office: Office) -> tuple[int, int, int]:
    """How many questions were asked, not answered, and answered more than once, with everything killed meanwhile."""
    async with AsyncExitStack() as stack:
        people = [await stack.enter_async_context(office.citizen()) for _ in range(PEOPLE)]
        for one in people:
            await one.says("Hallo")
            await one.hears()
        wanted = [[f"N{number}{count:03}" for count in range(EACH)] for number in range(PEOPLE)]
        asking = [asyncio.create_task(asks(one, numbers)) for one, numbers in zip(people, wanted, strict=True)]
        for kill in range(KILLS):
            await asyncio.sleep(random.uniform(0.2, 2.0))
            office.service.kill()
            if kill % 5 == 4:
                office.synapse.kill()
                await asyncio.to_thread(office.synapse.start)
            await asyncio.to_thread(office.service.start)
        await asyncio.gather(*asking)
        await _everybody_heard(people, wanted)
        counts = [answered(one) for one in people]
    asked = PEOPLE * EACH
    missing = sum(number not in count for count, numbers in zip(counts, wanted, strict=True) for number in numbers)
    return asked, missing, sum(times > 1 for count in counts for times in count.values())


async def _everybody_heard(people: list[Person], wanted: list[list[str]]) -> None:
    """At most two minutes; then a little longer, in case a second answer comes."""
    for _ in range(120):
        if all(set(answered(one)) >= set(numbers) for one, numbers in zip(people, wanted, strict=True)):
            break
        await asyncio.sleep(1)
    await asyncio.sleep(5)


def rows() -> list[Row]:
    """The figures for the report."""
    with tempfile.TemporaryDirectory() as name, running_synapse(Path(name)) as synapse:
        folder = Path(name) / "office"
        folder.mkdir()
        office = open_office(synapse, folder, LOTSE_LOG_LEVEL="warning")
        with office.open():
            times = asyncio.run(latencies(office))
            asked, missing, doubled = asyncio.run(chaos(office))
    return [
        ("question to answer, both encrypted, on a Synapse beside it: p50", f"{median(times):.0f} ms"),
        ("the same, p95", f"{quantiles(times, n=20)[18]:.0f} ms"),
        (f"asked while service (and every fifth time Synapse) was killed {KILLS} times", str(asked)),
        ("of these not answered", str(missing)),
        ("of these answered more than once", str(doubled)),
    ]


if __name__ == "__main__":
    for what, figure in rows():
        sys.stdout.write(f"{what}: {figure}\n")
