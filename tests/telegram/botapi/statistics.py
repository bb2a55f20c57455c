"""What happened, in figures."""

from collections import Counter, defaultdict, deque
from typing import TYPE_CHECKING, Any

from tests.telegram.botapi.state import State

if TYPE_CHECKING:
    from tests.telegram.botapi.server import BotApi


def statistics(api: "BotApi") -> dict[str, Any]:
    """Counts since the start (or the last `forget`)."""
    state, updates = api.state, api.updates
    copies = api.copies()
    return {
        "calls": dict(state.calls),
        "sent": len(api.sent()),
        "chats": len({sent.chat_id for sent in state.sent}),
        "copies": sum(times - 1 for times in copies.values()),
        "copied": [[chat_id, text, times] for (chat_id, text), times in copies.items()],
        "refused": dict(state.refused),
        "violations": state.violations,
        "flooded": api.limits.refused,
        "impatient": api.limits.impatient,
        "peak": api.limits.peak,
        "faults": [[rule.kind, rule.seen, rule.struck] for rule in api.faults.rules],
        "waiting": len(updates.waiting),
        "confirmed": updates.confirmed,
        "polls": updates.polls,
        "conflicts": updates.conflicts,
        "webhook_delivered": api.webhook.delivered,
        "webhook_failed": api.webhook.failed,
        "unanswered_presses": sum(answer is None for answer in state.callbacks.values()),
    }


def progress(state: State) -> dict[str, float]:
    """How many messages were sent so far, and when the first and the last of them."""
    sent = state.sent
    return {"sent": len(sent), "first": sent[0].at if sent else 0.0, "last": sent[-1].at if sent else 0.0}


def reached(state: State) -> list[tuple[int, int]]:
    """Each chat with how many messages came there."""
    return list(Counter(sent.chat_id for sent in state.sent).items())


def latencies(state: State) -> list[float]:
    """Seconds from each message of a person to the bot's next message in that chat; unanswered ones are left out."""
    answers: dict[int, deque[float]] = defaultdict(deque)
    for sent in state.sent:
        answers[sent.chat_id].append(sent.at)
    found = []
    for at, chat_id in state.asked:
        line = answers[chat_id]
        while line and line[0] < at:
            line.popleft()
        if line:
            found.append(line[0] - at)
    return found
