"""The browser of the browser tests."""

from tests.browser.conftest import browser, visitors

__all__ = ["browser", "visitors"]
