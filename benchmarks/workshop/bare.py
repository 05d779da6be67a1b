"""What nothing can be faster than: a tornado handler that says a constant, and lines that stay open.

python benchmarks/workshop/bare.py PORT
"""

from __future__ import annotations

import asyncio
import sys

from tornado.web import Application, RequestHandler


class Constant(RequestHandler):
    def post(self) -> None:
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(b'{"replies":[{"type":"saved","seq":"1-000000000000"}]}')


class Open(RequestHandler):
    async def get(self) -> None:
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        self.write(b": open\n\n")
        await self.flush()
        await asyncio.Event().wait()


async def main(port: int) -> None:
    Application([("/w/answers", Constant), ("/w/events", Open)]).listen(port, "127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
