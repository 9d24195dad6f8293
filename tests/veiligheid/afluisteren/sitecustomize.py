"""On the path of a server under test: writes every connection and every name it looks up to KERNWAARDEN_AFLUISTEREN."""

import os
import sys


def _note(gebeurtenis: str, args: tuple) -> None:
    if gebeurtenis in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        with open(os.environ["KERNWAARDEN_AFLUISTEREN"], "a", encoding="utf-8") as uit:
            uit.write(f"{gebeurtenis} {args[1:] if gebeurtenis == 'socket.connect' else args}\n")


if "KERNWAARDEN_AFLUISTEREN" in os.environ:
    with open(os.environ["KERNWAARDEN_AFLUISTEREN"], "a", encoding="utf-8") as uit:
        uit.write(f"luistert naar {sys.argv[0]}\n")
    sys.addaudithook(_note)
