"""The browser of the tests is the one that pages are measured in."""

from core.benchmark.browser import NO_BROWSER, find_browser

__all__ = ["NO_BROWSER", "find_browser"]
