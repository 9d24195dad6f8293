"""Who may look. The first thing every page does; a page in `pages/` can be reached without app.py."""

import streamlit as st

_LOKAAL = {"127.0.0.1", "localhost", "::1"}
LOKAAL = "lokaal"


def check() -> str:
    """The scope of the reader, part of the key of every cached answer. Stops the page for who may not look.

    On the own computer (server.address is this machine) there is one reader, who sees what was loaded. Served
    to others the app needs a login ([auth] in secrets.toml): without one it refuses.
    """
    adres = st.get_option("server.address")
    if adres in _LOKAAL or str(adres or "").startswith("unix:"):
        return LOKAAL
    if not _has_login():
        st.error(
            "Dit dashboard is alleen bedoeld voor deze computer. Stel eerst inloggen in ([auth] in "
            "secrets.toml) voordat u het met anderen deelt."
        )
        st.stop()
    if not st.user.is_logged_in:
        st.title("Inloggen")
        st.button("Inloggen", on_click=st.login)
        st.stop()
    return f"{st.user.get('iss', '')} {st.user.get('sub', '')}"


def _has_login() -> bool:
    try:
        return "auth" in st.secrets
    except (FileNotFoundError, st.errors.StreamlitSecretNotFoundError):
        return False
