"""WebKitGTK's MiniBrowser on a screen of its own: the engine of Safari, as far as Debian has it.

It shares WebCore with Safari (DOM, highlights, what may play when), and plays through GStreamer.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browser.programs import program

BROWSER: Final = "*/webkit2gtk-4.*/MiniBrowser"
ENVIRONMENT: Final = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "NO_AT_BRIDGE": "1", "GDK_BACKEND": "x11"}


@contextmanager
def screen() -> Iterator[str]:
    """The name of a virtual screen."""
    ours, theirs = os.pipe()
    command = [program("Xvfb", "xvfb"), "-displayfd", str(theirs), "-screen", "0", "1280x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(theirs,), stderr=subprocess.DEVNULL)
    os.close(theirs)
    try:
        with os.fdopen(ours) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def options() -> Options:
    """MiniBrowser as readers have it: no sound before a press."""
    found = sorted(Path("/usr/lib").glob(BROWSER))
    if not found:
        raise RuntimeError(f"There is no /usr/lib/{BROWSER}. Install it: apt-get install webkit2gtk-driver")
    options = Options()
    options.binary_location = str(found[0])
    options.add_argument("--automation")
    options.set_capability("browserName", "MiniBrowser")
    return options


@contextmanager
def minibrowser() -> Iterator[WebDriver]:
    driver = program("WebKitWebDriver", "webkit2gtk-driver")
    with screen() as display:
        service = Service(executable_path=driver, env={**os.environ, **ENVIRONMENT, "DISPLAY": display})
        service.start()
        try:
            connection = RemoteConnection(client_config=ClientConfig(service.service_url))
            with WebDriver(command_executor=connection, options=options()) as browser:
                yield browser
        finally:
            service.stop()
