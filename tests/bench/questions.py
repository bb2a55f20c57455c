"""What people ask in the benchmarks: phrasings the knowledge base has word for word, and ones nobody has asked yet."""

from knowledge.items import items_of
from knowledge.loading import load


def common_questions(count: int) -> list[str]:
    """So many different phrasings, from all over the knowledge base."""
    phrasings = [text for item in items_of(load()) for text, _ in item.questions]
    step = max(1, len(phrasings) // count)
    return phrasings[::step][:count]


def new_questions(count: int) -> list[str]:
    """As many that are known to nobody, so that each has to be encoded."""
    return [f"{text} Frage {number}" for number, text in enumerate(common_questions(count))]
