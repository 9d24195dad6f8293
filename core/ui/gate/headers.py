"""The headers of every answer: what a browser may do with it, and that it keeps nothing."""

from functools import lru_cache

from starlette.types import Message, Send

from core.ui.gate import screen

_VAST = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
}
_WEG = {b"server", b"access-control-allow-origin", b"access-control-allow-credentials"}


@lru_cache(maxsize=8)
def policy(host: str, tls: bool) -> str:
    """The Content-Security-Policy: nothing from elsewhere, no eval, inline script only what Streamlit ships itself.
    `host`: checked before; a WebSocket is not everywhere part of 'self'."""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' {screen.inline_hashes()}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' {'wss' if tls else 'ws'}://{host}",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "object-src 'none'",
        )
    )


def with_headers(send: Send, verzoek, start: str) -> Send:
    """`send` with our headers on the answer; those of Streamlit that say the same or more are dropped."""
    eigen = dict(_VAST)
    if verzoek.host_ok:
        eigen["content-security-policy"] = policy(verzoek.host, verzoek.tls)
    if not verzoek.pad.startswith("/static/"):
        eigen["cache-control"] = "no-store"
    if verzoek.pad == "/_stcore/health":
        eigen["x-kernwaarden-start"] = start
    if verzoek.tls:
        eigen["strict-transport-security"] = "max-age=31536000"
    vervangen = _WEG | {k.encode() for k in eigen}

    async def _send(bericht: Message) -> None:
        if bericht["type"] == "http.response.start":
            kop = [(k, _secure(k, w, verzoek.tls)) for k, w in bericht.get("headers", ()) if k.lower() not in vervangen]
            bericht = {**bericht, "headers": kop + [(k.encode(), w.encode()) for k, w in eigen.items()]}
        await send(bericht)

    return _send


def _secure(naam: bytes, waarde: bytes, tls: bool) -> bytes:
    """Streamlit leaves Secure out when a proxy does the TLS."""
    if tls and naam.lower() == b"set-cookie" and b"; secure" not in waarde.lower():
        return waarde + b"; Secure"
    return waarde
