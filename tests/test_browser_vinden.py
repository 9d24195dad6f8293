"""The browser tests find the browser where the system keeps it."""

import os

import pytest

from core.benchmark.browser import MACOS, ON_PATH, WINDOWS, WINDOWS_ROOTS, find_browser


def put(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(os.name != "posix", reason="on Windows PATH only finds an .exe")
@pytest.mark.parametrize("name", ON_PATH)
def test_on_the_path(tmp_path, name):
    browser = put(tmp_path / "bin" / name)
    assert find_browser("linux", {"PATH": f"{tmp_path / 'leeg'}{os.pathsep}{tmp_path / 'bin'}"}, tmp_path) == browser


@pytest.mark.parametrize("place", WINDOWS)
@pytest.mark.parametrize("variable", WINDOWS_ROOTS)
def test_where_windows_keeps_it(tmp_path, place, variable):
    browser = put(tmp_path / "Program Files" / place)
    environment = {"PATH": "", variable: str(tmp_path / "Program Files")}
    assert find_browser("win32", environment, tmp_path) == browser
    assert find_browser("linux", environment, tmp_path) is None


@pytest.mark.parametrize("place", MACOS)
@pytest.mark.parametrize("home", ["", "Users/anna"])
def test_where_macos_keeps_it(tmp_path, place, home):
    browser = put(tmp_path / home / "Applications" / place)
    assert find_browser("darwin", {"PATH": "", "HOME": str(tmp_path / "Users/anna")}, tmp_path) == browser


@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
def test_without_a_browser_there_is_none(tmp_path, system):
    environment = {"PATH": str(tmp_path), "PROGRAMFILES": str(tmp_path), "HOME": str(tmp_path)}
    assert find_browser(system, environment, tmp_path) is None
    assert find_browser(system, {}, tmp_path) is None


def test_a_folder_of_that_name_is_no_browser(tmp_path):
    (tmp_path / WINDOWS[0]).mkdir(parents=True)
    assert find_browser("win32", {"PATH": "", "LOCALAPPDATA": str(tmp_path)}, tmp_path) is None
