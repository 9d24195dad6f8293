"""The server calls nobody and says nothing about itself. What Streamlit and uvicorn offer no setting for."""

import signal
import threading

import uvicorn
from streamlit import config, net_util


def no_outbound() -> None:
    """Streamlit looks for its own address at 8.8.8.8 and checkip.amazonaws.com for every WebSocket of an
    unknown origin, whatever `gatherUsageStats` says. Without an answer it does without."""
    net_util.get_external_ip = net_util.get_internal_ip = lambda: None
    # The one place where uvicorn keeps `server: uvicorn`; Streamlit makes its Config before the app is loaded.
    uvicorn.Config.encoded_headers = property(lambda zelf: [], lambda zelf, waarde: None)


def end_quietly() -> None:
    """Ctrl+C is how the dashboard is closed. When all is done uvicorn sends itself that signal once more, on which
    "Aborted!" would stand under our last word. To be called while the server loads the app."""
    stop = signal.getsignal(signal.SIGINT)
    server = getattr(stop, "__self__", None)
    if not isinstance(server, uvicorn.Server) or threading.current_thread() is not threading.main_thread():
        return

    def stop_once(nummer: int, frame) -> None:
        stop(nummer, frame)
        server._captured_signals.clear()

    signal.signal(signal.SIGINT, stop_once)


def allow_hosts(hosts: tuple[str, ...]) -> None:
    """Lets Streamlit's own check of the WebSocket agree with the public names."""
    if hosts:
        namen = [*config.get_option("server.allowedHosts"), *(h.split(":")[0] for h in hosts)]
        config.set_option("server.allowedHosts", namen, "KERNWAARDEN_HOSTS")
