"""A client that is ready when the kernel is, not a fixed fifth of a second later."""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import Empty

from jupyter_client.asynchronous import AsyncKernelClient

AGAIN_SECONDS = 0.2
"""After how long without a sign a question is put again: its answer may have come before the subscription."""


class Client(AsyncKernelClient):
    """An ``AsyncKernelClient`` for a kernel that nobody types into, and whose process is watched by other means."""

    def start_channels(
        self, shell: bool = True, iopub: bool = True, stdin: bool = False, hb: bool = False, control: bool = True
    ) -> None:
        super().start_channels(shell=shell, iopub=iopub, stdin=stdin, hb=hb, control=control)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return when the kernel is idle and nothing is left to read on its channels.

        ``timeout`` in seconds; ``RuntimeError`` if the kernel is not ready by then or has died.
        """
        deadline = time.monotonic() + (timeout if timeout is not None else 60)
        asked = []
        # ipykernel says "welcome" when it knows of the subscription; older ones do not, and are asked again.
        await self._published(lambda message: message["msg_type"] == "iopub_welcome")
        while True:
            if time.monotonic() > deadline or not await self.is_alive():
                raise RuntimeError("The kernel is not ready.")
            asked.append(self.kernel_info())
            if await self._published(lambda message: _is_idle(message, asked[-1])):
                break
        await self._take_replies(len(asked), deadline)

    async def _published(self, wanted: Callable[[dict], bool]) -> bool:
        """Read what the kernel publishes up to a wanted message; false if it does not come soon."""
        end = time.monotonic() + AGAIN_SECONDS
        while True:
            try:
                message = await self.get_iopub_msg(timeout=max(0, end - time.monotonic()))
            except Empty:
                return False
            if wanted(message):
                return True

    async def _take_replies(self, number: int, deadline: float) -> None:
        for _ in range(number):
            try:
                reply = await self.get_shell_msg(timeout=max(0, deadline - time.monotonic()))
            except Empty:
                raise RuntimeError("The kernel does not answer.") from None
            self._handle_kernel_info_reply(reply)


def _is_idle(message: dict, asked: str) -> bool:
    content, parent = message["content"], message["parent_header"]
    return parent.get("msg_id") == asked and content.get("execution_state") == "idle"
