"""Takes TLS off and passes every byte on, as a proxy in front of the app does: arguments FROM TO CERTIFICATE."""

import asyncio
import contextlib
import ssl
import sys


async def _pomp(lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while blok := await lezer.read(65536):
            schrijver.write(blok)
            await schrijver.drain()
    schrijver.close()


async def _draai(van: int, naar: int, bewijs: str) -> None:
    async def bezoek(lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        ander_lezer, ander_schrijver = await asyncio.open_connection("127.0.0.1", naar)
        await asyncio.gather(_pomp(lezer, ander_schrijver), _pomp(ander_lezer, schrijver))

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(bewijs)
    async with await asyncio.start_server(bezoek, "127.0.0.1", van, ssl=context) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_draai(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
