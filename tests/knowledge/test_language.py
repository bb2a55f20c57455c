"""German or English, or not to be told."""

import pytest

from knowledge.language import LanguageModel


@pytest.fixture(scope="module")
def languages() -> LanguageModel:
    return LanguageModel.of(
        [("Wo bekomme ich Fördermittel für meinen Betrieb?", "de"), ("Where do I get a grant?", "en")] * 5
    )


@pytest.mark.parametrize("text", ["Wie bekomme ich Geld für KI?", "bekomm ich zuschuss", "Was ist der AI Act?"])
def test_german_is_known(languages: LanguageModel, text: str) -> None:
    guess = languages.guess(text, fallback="en")
    assert (guess.language, guess.sure) == ("de", True)


@pytest.mark.parametrize(
    "text", ["How do I get money for AI?", "is there any training for teachers", "What is the DSGVO?"]
)
def test_english_is_known(languages: LanguageModel, text: str) -> None:
    guess = languages.guess(text, fallback="de")
    assert (guess.language, guess.sure) == ("en", True)


@pytest.mark.parametrize(
    "text",
    ["", "?", "AI Act", "12345", "👍", "Czy sklep", "anna.kirchner@gibts.de", "https://example.com/where/is/the/page"],
)
def test_where_the_text_does_not_tell_the_hint_does(languages: LanguageModel, text: str) -> None:
    assert not languages.guess(text).sure
    assert languages.guess(text, fallback="en-GB").language == "en"
    assert languages.guess(text, fallback="de-AT").language == "de"
