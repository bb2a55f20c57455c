"""What is small talk, a wish for a person or a crisis, and what is a question and must stay one."""

from time import process_time

import pytest

from handlers.words import Words, plain
from knowledge.entries import LANGUAGES
from knowledge.library import Library

WORDS = Words.load()
TAKEN = (
    "greeting",
    "thanks",
    "goodbye",
    "acknowledge",
    "affirm",
    "decline",
    "howareyou",
    "insult",
    "cancel",
    "crisis",
    "threat",
    "withdraw",
    "sorrow",
    "nonsense",
)
WISHES = ("person", "help", "erase", "imprint", "staffing")
MEANT = {
    "greeting": ["Hallo!", "Guten Tag", "Grüß Gott", "gruess gott", "Moin moin", "Good morning", "hi there"],
    "thanks": ["Danke", "Vielen Dank!", "DANKE SCHÖN", "danke schoen", "thx", "thank you so much", "super, danke!"],
    "goodbye": ["Tschüss", "tschüß", "Auf Wiedersehen!", "bye", "See you later", "Gute Nacht"],
    "affirm": ["ja", "Ja, bitte!", "yes please"],
    "sorrow": ["Ich bin traurig", "mir geht es heute sehr schlecht", "Ich fühle mich einsam.", "I'm so lonely"],
    "decline": ["Nein, danke.", "nein", "no thanks", "Das war's", "that's all"],
    "person": [
        "Mensch", "mensch!!!", "Ich möchte mit einem Menschen sprechen", "Ich moechte bitte einen Mitarbeiter sprechen",
        "Verbinden Sie mich mit einem Mitarbeiter", "Kann ich mit jemandem reden?", "human", "HUMAN please",
        "Can I talk to a person?", "I want to speak to a real human", "Ich würde gerne mit einer Person sprechen",
    ],
    "cancel": ["Abbrechen", "stop", "Bitte abbrechen", "please stop!", "never mind", "vergiss es", "doch nicht"],
    "insult": ["Du bist dumm", "Scheiß Bot", "scheiss bot!!", "you are useless", "Fuck you"],
    "english": [
        "English please", "in English", "can you speak English?", "auf Englisch bitte", "Please speak English",
        "Please answer in English", "Sprechen Sie bitte Englisch",
    ],
    "german": ["Deutsch", "auf Deutsch bitte", "können Sie Deutsch sprechen", "Antworte bitte auf Deutsch"],
    "erase": [
        "lösche mich", "Löschen Sie meine Daten", "bitte alles löschen", "Ich möchte meine Daten löschen lassen",
        "delete my data", "Please delete all my data", "forget me", "erase everything",
    ],
    "imprint": ["Impressum", "imprint", "Wer betreibt diesen Bot?"],
    "staffing": ["ich brauche Mitarbeiter", "Wir suchen dringend Fachkräfte", "I need employees"],
    "nonsense": ["asdfgh", "qwertz uiop", "blablabla", "hfjdks", "lkjhlkjh", "x"],
    "crisis": [
        "Ich will nicht mehr leben", "ich möchte sterben", "Ich moechte mir das Leben nehmen.", "ich bring mich um",
        "I want to kill myself", "I don't want to live anymore", "habe Suizidgedanken", "Ich will nicht mehr...",
        "ich will nicht mehr lebn", "möchte sterbn", "Ich denke an Suizit", "selbst mord ist mein einziger Weg",
        "Ich bringe mich heute um", "Ich nehm mir das Leben", "Ich will meinem Leben ein Ende setzen", "bin lebensmüde",
        "Ich überlege, mir etwas anzutun", "Am liebsten wäre ich tot", "Niemand würde mich vermissen",
        "Ich springe von der Brücke", "Ich sehe keinen Ausweg mehr", "mag nimmer leben",
        "Mein Leben hat keinen Sinn mehr",
        "Meine Freundin will sich umbringen", "I want to end it all", "I wish I were dead", "I will kill my self",
        "My friend wants to kill himself", "Everyone would be better off without me", "life is not worth living",
        "Ich forsche an KI und denke an Selbstmord", "Ich wurde zu Hause geschlagen", "I was raped",
        "Wie fördert Sachsen KI? Egal, ich will einfach nur noch sterben.", "Ich habe keine Kraft mehr zu leben",
    ],
    "threat": [
        "Ich bringe euch um.", "Ich bring dich um!", "Ich werde dich umbringen", "ich weiß wo ihr wohnt",
        "Ich komme morgen mit einer Waffe zu euch", "Ich zünde euer Büro an", "Ihr seid tot", "Ich steche dich ab",
        "Ich werde euer Amt in die Luft jagen", "Ich schlage euch tot", "ich mach dich kalt", "I will kill you",
        "Ich will euch alle abknallen", "I'm going to kill you all", "I know where you live", "I'll shoot you",
        "I will burn down your office", "You're dead",
    ],
    "withdraw": [
        "Das hat sich erledigt.", "Hat sich erledigt, danke", "nicht mehr nötig", "Ich brauche keine Antwort mehr",
        "no longer needed", "It's solved, thanks", "I no longer need an answer", "Ich ziehe meine Anfrage zurück",
    ],
}  # fmt: skip
EXAMPLES = [(name, text) for name, texts in MEANT.items() for text in texts]


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=[f"{name}: {text}" for name, text in EXAMPLES])
def test_what_people_write_is_recognised(name: str, text: str) -> None:
    assert WORDS.means(name, text)


@pytest.mark.parametrize(
    "text",
    [
        "Danke für nichts, wie beantrage ich jetzt Förderung für einen Roboter in Chemnitz und wo genau muss ich hin?",
        "Hallo, was ist maschinelles Lernen?", "Mensch, das ist ja toll!", "Wie viele Mitarbeiter braucht man dafür?",
        "Danke für die Info, wie beantrage ich Förderung?", "Vielen Dank für die Auskunft, was kostet das?",
        "Thanks for that, what is ScaDS.AI?", "Ok und wo finde ich Kurse?", "Hilfe bei KI im Betrieb",
        "Selbstmordattentat KI Forschung", "KI zur Suizidprävention", "suicide prevention AI projects", "killer robots",
        "Kann KI Suizid verhindern?", "Die Deadline bringt mich um", "Will AI kill us all?", "I want to die-cut parts",
        "I don't want to live in Dresden", "Wie kann ich mein Abo beenden?", "Wie kann ich einen Lauf abbrechen?",
        "Wie lösche ich meine Daten bei ChatGPT?", "Wer muss ein Impressum haben?", "Mitarbeiter für KI schulen",
        "Ich will nicht mehr bezahlen als nötig", "Kann eine KI sterben?", "Was kostet das Leben in Leipzig?",
    ],
)  # fmt: skip
def test_a_question_that_only_begins_like_small_talk_stays_a_question(text: str) -> None:
    assert [name for name in (*TAKEN, *WISHES) if WORDS.means(name, text)] == []


def test_no_curated_question_is_taken_for_something_else(library: Library) -> None:
    taken = [
        (topic.id, question, name)
        for topic in library.topics.values()
        for language in LANGUAGES
        for question in topic.questions(language)
        for name in TAKEN
        if WORDS.means(name, question)
    ]
    assert taken == []


@pytest.mark.parametrize(
    "text",
    [
        "Ich bringe Sie gern um die Ecke zum Termin", "Was tun, wenn jemand schreibt: ich bringe dich um?",
        "Mein Nachbar droht: ich bringe dich um", "Ich weiß nicht, wo ihr seid", "Wo arbeitet ihr?", "Du blöder Bot!",
        "Ich schlage euch vor, zusammen zu arbeiten", "Ich weiß schon, wo Sie arbeiten, nämlich in Dresden",
        "Ich bringe Sie mit Frau Yilmaz zusammen", "Ich schlage Sie alle zusammen für den Preis vor",
        "Kann KI Menschen töten?", "I will beat you at chess", "Somebody wrote: I will kill you",
        "Will AI kill us all?",
        "Ihr seid toll", "Ich komme morgen mit einem Kollegen",
    ],
)  # fmt: skip
def test_what_only_sounds_like_a_threat_is_none(text: str) -> None:
    assert not WORDS.means("threat", text)


@pytest.mark.parametrize("text", ["?", "…", "👍🏽", "!!!", " . "])
def test_signs_without_any_word_are_small_talk(text: str) -> None:
    assert WORDS.small_talk(text) == "sign"


def test_texts_are_compared_without_case_umlauts_and_punctuation() -> None:
    assert plain("  Größe   ÜBER alles?! ") == plain("groesse ueber alles") == "groesse ueber alles"


@pytest.mark.parametrize("name", sorted(WORDS.names))
@pytest.mark.parametrize("said", ["ein ", "ich will nicht mehr ", "danke schön ", "mit einem ", "so so ", "a", "ich "])
def test_no_text_keeps_a_list_busy(name: str, said: str) -> None:
    for length in (118, 2000):
        begun = process_time()
        WORDS.means(name, (said * 2000)[:length] + "x")
        assert process_time() - begun < 0.5
