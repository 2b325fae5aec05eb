"""Requirements of a site with `render: true` (the extra, the browser), and Scrapy's settings for it."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from typing import Any

from seeds.errors import UsageError

ENV = "TINHUY_CHROMIUM"
"""Variable that names the browser's executable, where that is not `chromium` on the path."""
HANDLER = "crawler.rendering.handler.RenderingHandler"
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",  # it asks nobody but the portal: closed networks count what it asks beside
    "--disable-component-update",
    "--disable-sync",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # nothing goes past the guard
)
_NO_SANDBOX = "--no-sandbox"
"""Flag for root, as whom Chromium has no sandbox and starts only when told to go without."""


def rendering_settings() -> dict[str, Any]:
    """Return the settings of a crawl that renders. Raises UsageError where the extra or the browser is missing."""
    if find_spec("scrapy_playwright") is None:
        raise UsageError(
            "`render: true` needs the extra `render`, which is not installed.", "Install it: pip install tinhuy[render]"
        )
    return {
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), HANDLER),
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_LAUNCH_OPTIONS": {"executable_path": chromium(), "headless": True, "args": flags()},
        "PLAYWRIGHT_DOWNLOAD_TIMEOUT": 1000,  # milliseconds until a document that is no page is given up
    }


def chromium() -> str:
    """Find the browser's executable. Raises UsageError where there is none."""
    named = os.environ.get(ENV)
    path = shutil.which(named or "chromium")
    if path is None:
        where = f"{ENV} names {named!r}, which can't be run" if named else "there is no `chromium` on the path"
        remedy = f"Install it (Debian and Ubuntu: apt install chromium), or let {ENV} name one."
        raise UsageError(f"`render: true` needs Chromium: {where}.", remedy)
    return path


def flags() -> list[str]:
    """Return the flags that start Chromium, in addition to Playwright's."""
    return [*FLAGS, *([_NO_SANDBOX] if os.geteuid() == 0 else [])]
