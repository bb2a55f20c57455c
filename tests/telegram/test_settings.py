"""The settings of Telegram: wrong ones stop the start and say what to do; the token is shown nowhere."""

from pathlib import Path

import pytest

from bot.platforms.telegram.settings import TelegramSettings
from bot.settings import SettingsError, load_settings

TOKEN = "123456789:AAF-made_up"


def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, **given: str) -> TelegramSettings:
    monkeypatch.chdir(tmp_path)
    for name, value in {"DATA_DIR": str(tmp_path), **given}.items():
        monkeypatch.setenv(f"LOTSE_{name}", value)
    return TelegramSettings.of(load_settings())


def test_a_token_is_all_it_needs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = load(monkeypatch, tmp_path, TELEGRAM_TOKEN=TOKEN)
    assert (settings.account, settings.api_url) == ("123456789", "https://api.telegram.org")
    assert (settings.staff_chat, settings.webhook_url, settings.rate) == ("", "", 30.0)
    assert TOKEN not in repr(settings)


def test_the_webhook_stands_below_the_public_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    public = {"PUBLIC_URL": "https://lotse.example.org/", "TELEGRAM_WEBHOOK": "on"}
    settings = load(monkeypatch, tmp_path, TELEGRAM_TOKEN=TOKEN, **public)
    assert settings.webhook_url == "https://lotse.example.org/telegram/webhook"


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("TELEGRAM_TOKEN", "AAF-made_up", "BotFather"),
        ("TELEGRAM_API_URL", "api.telegram.org", "https://"),
        ("TELEGRAM_STAFF_CHAT", "@team", "minus"),
        ("TELEGRAM_WEBHOOK", "on", "LOTSE_PUBLIC_URL"),
        ("TELEGRAM_RATE", "0", "greater than or equal to 1"),
    ],
)
def test_a_wrong_setting_is_named_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, remedy: str
) -> None:
    with pytest.raises(SettingsError, match=f"LOTSE_{name}: .*{remedy}") as refused:
        load(monkeypatch, tmp_path, **{"TELEGRAM_TOKEN": TOKEN, name: value})
    assert "made_up" not in str(refused.value)
