"""Looks at changes before they are published, in threads, and asks the golden questions once per engine."""

import asyncio
from datetime import date

from bot.knowing import Knowing, Known
from knowledge.curated import Change
from knowledge.loading import CONTENT
from knowledge.overlay_check import Probe, Review, reviewed
from knowledge.searcher import Searcher


class Reviews:
    """Reviews of changes against the knowledge in force, one at a time: each is some seconds of one processor."""

    def __init__(self, knowing: Knowing) -> None:
        self._knowing = knowing
        self._alone = asyncio.Lock()
        self._probed: tuple[object, Probe] = (None, Probe((), ()))

    async def of(self, change: Change, *, today: date) -> Review:
        """What speaks against publishing `change`."""
        async with self._alone:
            return await asyncio.to_thread(self._review, change, today)

    def _review(self, change: Change, today: date) -> Review:
        known = self._knowing.now
        others = [one for one in known.changes if one != change]
        likeness, probe = self._knowing.likeness, self._probe(known)
        sayings = change.sayings
        asked = known.searcher.ask_all([text for text, _ in sayings], languages=[code for _, code in sayings])
        return reviewed(
            change, self._knowing.files, others, likeness=likeness, probe=probe, today=today,
            answered=[found[0] for found in asked],
        )  # fmt: skip

    def _probe(self, known: Known) -> Probe:
        engine = known.engine
        if self._probed[0] is not engine and isinstance(engine, Searcher):
            self._probed = engine, Probe.of(engine, known.learned, CONTENT)
        return self._probed[1]
