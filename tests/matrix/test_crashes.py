"""Killed while people write, and the homeserver with it: nobody unanswered, nobody answered twice, keys intact."""

import asyncio
import random
import re
from collections import Counter
from contextlib import AsyncExitStack

from tests.matrix.office import Office
from tests.matrix.people import Person, body
from tests.service.process import Service

PEOPLE, EACH = 5, 20
KILLS = 3  # before the homeserver's restart, and as many after it
_ASKED = re.compile(r"KI-(N\d{4})")


async def asks(person: Person, numbers: list[str]) -> None:
    """Something whose answer names what was asked."""
    for number in numbers:
        await person.says(f"/status KI-{number}")
        await asyncio.sleep(random.uniform(0, 0.15))


def answered(person: Person) -> Counter[str]:
    """How often each question was answered."""
    return Counter(number for event in person.heard for number in _ASKED.findall(body(event)))


async def kills(service: Service) -> None:
    for _ in range(KILLS):
        await asyncio.sleep(random.uniform(0.2, 1.0))
        service.kill()
        await asyncio.to_thread(service.start)


async def test_killed_again_and_again_and_synapse_too_everything_is_answered_once(office: Office) -> None:
    async with AsyncExitStack() as stack:
        people = [await stack.enter_async_context(office.citizen()) for _ in range(PEOPLE)]
        for one in people:  # their clients share the key now: nio does not repeat that when the homeserver is away
            await one.says("Hallo")
            await one.hears()
        asked = {number: [f"N{number}{count:03}" for count in range(EACH)] for number in range(PEOPLE)}
        asking = [asyncio.create_task(asks(one, asked[number])) for number, one in enumerate(people)]
        await kills(office.service)
        office.synapse.kill()
        await asyncio.to_thread(office.synapse.start)
        await kills(office.service)
        await asyncio.gather(*asking)
        for number, one in enumerate(people):
            await one.until(lambda one=one, number=number: set(answered(one)) >= set(asked[number]), within=60)  # type: ignore[misc]
        await asyncio.sleep(2)  # a second answer would come now
        for number, one in enumerate(people):
            assert answered(one) == Counter(asked[number])
            assert one.unreadable == []
        await people[0].says("/status KI-N9999")  # both ways still
        await people[0].hears_text("N9999")
        newcomer = await stack.enter_async_context(office.citizen())
        await newcomer.says("/status KI-N8888")
        await newcomer.hears_text("N8888")


async def test_what_was_written_while_the_service_was_down_is_answered_once(office: Office) -> None:
    async with office.citizen() as citizen, office.citizen() as other:
        await citizen.says("Hallo")
        await citizen.hears()
        office.service.stop()
        numbers = [f"N7{count:03}" for count in range(130)]  # more than one sync brings: the gap is fetched
        for number in numbers:
            await citizen.says(f"/status KI-{number}")
        await other.says("/status KI-N6000")
        await asyncio.to_thread(office.service.start)
        await citizen.until(lambda: set(answered(citizen)) >= set(numbers), within=60)
        await other.hears_text("N6000")
        office.restart()
        await citizen.says("/status KI-N7999")
        await citizen.hears_text("N7999")
        assert answered(citizen) == Counter()
        assert citizen.unreadable == []
