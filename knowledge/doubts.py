"""Who is not named beside the best actor before somebody asks for more: better two names than a wrong third."""

import numpy as np

from knowledge.evidence import Column
from knowledge.need import Need
from knowledge.profiles import Bools, Floats, Profiles

# Within this way an actor counts as one at the place that was named.
NEAR_KM = 25.0
# An institution that is asked for by its office is meant: next to a ministry or a chamber nothing else is "similar".
OFFICES = frozenset({
    "chamber", "chamber-of-commerce", "chamber-of-crafts", "ministry", "police", "bank", "city", "hospital",
    "supervisor", "computing-centre", "culture",
})  # fmt: skip
# Not even one in six such actors fits, and they lack what an offer in common is worth.
UNLIKELY, BEHIND = 1 / 6, 1.0


def doubtful(
    profiles: Profiles,
    need: Need,
    evidence: Floats,
    *,
    best: int,
    behind: Floats,
    chances: Floats | None,
    kilometres: Floats | None,
) -> Bools:
    """Who is named only on request, (N,): `behind` are the merits that each lacks to the best (its row is `best`).

    `chances` are None where words alone were compared: they say too little then.
    """
    order = list(Column)

    def has(*columns: Column) -> Bools:
        return np.asarray((evidence[:, [order.index(column) for column in columns]] > 0).any(axis=1))

    found = np.zeros(len(behind), bool) if chances is None else (chances < UNLIKELY) & (behind > BEHIND)
    if need.wish.topics:  # nothing of what was named is shared
        found |= ~has(Column.TOPIC, Column.SOUGHT, Column.NAMED, Column.SEEKER)
    if OFFICES.intersection(need.wish.sought) and has(Column.SOUGHT)[best]:
        found |= ~has(Column.SOUGHT)
    if kilometres is not None and (profiles.statewide[best] or kilometres[best] <= NEAR_KM):
        found |= ~profiles.statewide & (kilometres > NEAR_KM)
    found[best] = False
    return np.asarray(found)
