"""A small knowledge base to try the engine on: four topics, German and English, in everyday words."""

from knowledge.entries import Language
from knowledge.search import Item

_QUESTIONS: dict[str, dict[Language, tuple[str, ...]]] = {
    "funding": {
        "de": (
            "Welche Förderung gibt es für KI im Unternehmen?",
            "Wo bekommt mein Betrieb einen Zuschuss?",
            "Fördermittel Digitalisierung",
            "Gibt es Geld vom Land für ein KI-Projekt?",
        ),
        "en": ("Which funding is there for AI in companies?", "Where can my business get a grant?"),
    },
    "supercomputer": {
        "de": (
            "Welche Supercomputer stehen in Dresden?",
            "Wo finde ich einen Hochleistungsrechner?",
            "Rechenleistung an der TU Dresden",
            "Wie groß ist der Großrechner?",
        ),
        "en": ("Which supercomputers are there in Dresden?", "Where is the high performance computer?"),
    },
    "transparency": {
        "de": (
            "Was verlangt Artikel 50 der KI-Verordnung?",
            "Muss ich KI-Bilder kennzeichnen?",
            "Kennzeichnungspflicht für künstlich erzeugte Texte",
            "Muss da ein Hinweis stehen, dass das eine KI gemalt hat?",
        ),
        "en": ("Do I have to label AI images?", "What does article 50 of the AI Act ask for?"),
    },
    "literacy": {
        "de": (
            "Was verlangt Artikel 4 der KI-Verordnung?",
            "Müssen Beschäftigte im Umgang mit KI geschult sein?",
            "KI-Kompetenz der Mitarbeiter",
            "Welche Kenntnisse brauchen meine Leute laut Gesetz?",
        ),
        "en": ("Do my employees have to be trained in AI?", "What does article 4 of the AI Act ask for?"),
    },
}


def small_items() -> list[Item]:
    """The topics as items."""
    return [
        Item(id, tuple((question, language) for language, questions in by_language.items() for question in questions))
        for id, by_language in _QUESTIONS.items()
    ]
