"""A real browser for tests: Chromium without a window, spoken to over a pipe in the DevTools protocol, without a driver.

Messages are JSON, each ended by a zero byte: ours on the browser's descriptor 3, its answers on 4.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--hide-scrollbars",
    "--force-color-profile=srgb", "--remote-debugging-pipe",
)  # fmt: skip
PATIENCE = 180
"""Seconds of silence after which the browser is taken to hang."""

_BLOCK, _HIGH = 1 << 16, 10

Event = dict[str, Any]


class BrowserGoneError(Exception):
    """The browser ended, or answered a command with an error."""


def chromium() -> str:
    """The browser's program.

    Raises:
        BrowserGoneError: there is none; tests do not go on without.
    """
    found = os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found:
        message = "the page is judged in a real browser, and no chromium or chrome is on PATH: install it, or name it in CHROMIUM"
        raise BrowserGoneError(message)
    return found


class Browser:
    """One browser with an empty profile; `tab` opens a page in it that knows nothing of the others."""

    def __init__(self, profile: Path) -> None:
        self._log = profile.parent / "browser.log"
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _HIGH) for end in (theirs_in, theirs_out)]  # clear of 3 and 4
        self._process = os.posix_spawn(
            chromium(), [chromium(), *FLAGS, f"--user-data-dir={profile}", "about:blank"], os.environ,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, self._log, os.O_WRONLY | os.O_CREAT, 0o600),
                (os.POSIX_SPAWN_DUP2, 1, 2), (os.POSIX_SPAWN_DUP2, ends[0], 3), (os.POSIX_SPAWN_DUP2, ends[1], 4),
            ],
        )  # fmt: skip
        for end in (theirs_in, theirs_out, *ends):
            os.close(end)
        self._number = 0
        self._rest = b""
        self.events: list[Event] = []

    def close(self) -> None:
        """End the browser and wait until it has."""
        with suppress(BrowserGoneError, BrokenPipeError):
            self.call("Browser.close")
        os.waitpid(self._process, 0)
        os.close(self._out)
        os.close(self._in)

    def call(self, method: str, session: str = "", /, **parameters: Any) -> Any:
        """The answer to a command; what the browser tells meanwhile is kept in `events`."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters, **({"sessionId": session} if session else {})}
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._out, data) :]
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise BrowserGoneError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def wait(self, session: str, fits: Callable[[Event], bool]) -> Event:
        """The first event of a page that fits, among those told already or to come."""
        at = 0
        while True:
            while at == len(self.events):
                self.events.append(self._next())
            event = self.events[at]
            at += 1
            if event.get("sessionId") == session and fits(event):
                return event

    def _next(self) -> Event:
        while b"\0" not in self._rest:
            ready = select.select([self._in], [], [], PATIENCE)[0]
            block = os.read(self._in, _BLOCK) if ready else b""
            if not block:
                said = self._log.read_text(encoding="utf-8", errors="replace")[-2000:]
                raise BrowserGoneError(f"the browser {'has ended' if ready else f'said nothing for {PATIENCE} seconds'}\n{said}")
            self._rest += block
        line, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(line))

    @contextmanager
    def tab(self, width: int = 1280, height: int = 900, *, dark: bool = False, script: bool = True, mobile: bool = False) -> Iterator[Tab]:
        """A page of its own, gone afterwards."""
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = Tab(self, session, script=script)
        for domain in ("Page", "Runtime", "Network", "Log", "Audits"):
            tab.call(f"{domain}.enable")
        tab.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile)
        tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        if not script:
            tab.call("Emulation.setScriptExecutionDisabled", value=True)
        try:
            yield tab
        finally:
            self.call("Target.disposeBrowserContext", browserContextId=context)
            self.events = [event for event in self.events if event.get("sessionId") != session]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Tab:
    """One page in the browser."""

    def __init__(self, browser: Browser, session: str, *, script: bool) -> None:
        self._browser, self._session, self._script = browser, session, script

    def call(self, method: str, /, **parameters: Any) -> Any:
        """The answer to a command about this page."""
        return self._browser.call(method, self._session, **parameters)

    def open(self, url: str) -> None:
        """Go to an address, and wait until all of it has been loaded and run."""
        self.forget()
        answer = self.call("Page.navigate", url=url)
        if answer.get("errorText"):
            raise BrowserGoneError(f"{url}: {answer['errorText']}")
        self._browser.wait(self._session, lambda event: event["method"] == "Page.loadEventFired")
        self.settle()

    def reloaded(self) -> None:
        """Wait until the page has loaded itself anew."""
        self._browser.wait(self._session, lambda event: event["method"] == "Page.loadEventFired")

    def settle(self) -> None:
        """Let what is waiting in the page run: two frames drawn, or the page laid out where it may run nothing."""
        if not self._script:
            self.call("Page.getLayoutMetrics")
            return
        self.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")

    def run(self, expression: str) -> Any:
        """The value of an expression in the page. The debugger may run it even where the page may run nothing."""
        found = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True, userGesture=True)
        if "exceptionDetails" in found:
            raise BrowserGoneError(str(found["exceptionDetails"]))
        return found["result"].get("value")

    def press(self, key: str, code: int, *, shift: bool = False, text: str = "") -> None:
        """Press a key and let go of it."""
        known = {"key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": 8 if shift else 0}
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **known, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **known)

    def shot(self, path: Path, *, whole: bool = True) -> None:
        """A picture of the page."""
        options: dict[str, Any] = {"captureBeyondViewport": True} if whole else {}
        if whole:
            size = self.call("Page.getLayoutMetrics")["cssContentSize"]
            options["clip"] = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png", **options)["data"]))

    def pdf(self) -> bytes:
        """The page as its printer would have it."""
        return base64.b64decode(self.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])

    def told(self, *methods: str) -> list[Event]:
        """The events of these kinds since the page was opened."""
        return [event["params"] for event in self._browser.events if event.get("sessionId") == self._session and event["method"] in methods]

    def forget(self) -> None:
        """Drop what the page has told so far."""
        self._browser.events = [event for event in self._browser.events if event.get("sessionId") != self._session]
