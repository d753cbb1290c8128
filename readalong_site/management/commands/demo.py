"""``manage.py demo``: Readalong and a demonstration publisher on this machine, until Ctrl-C."""

import secrets
import signal
import socket
import sys
import time
import urllib.request
from argparse import ArgumentParser
from io import TextIOWrapper
from typing import Any
from urllib.error import URLError

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError, call_command

from readalong_site.demo import month
from readalong_site.demo.processes import Processes, Program
from readalong_site.demo.seed import ADMIN, EDITOR, SITE_KEY, seed
from readalong_site.magazine import settings as magazine
from synthesis.engines.espeak.library import find_library
from synthesis.errors import EngineUnavailable

_READY_WITHIN_S = 60
_PORT, _MAGAZINE_PORT = 8000, 8001


class Command(BaseCommand):
    help = "Runs the web server, a worker and a demonstration magazine on this machine, with demo data, until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=_PORT, help=f"the service's port ({_PORT})")
        parser.add_argument(
            "--magazine-port", type=int, default=_MAGAZINE_PORT, help=f"the magazine's port ({_MAGAZINE_PORT})"
        )

    def handle(self, *args: Any, port: int, magazine_port: int, **options: Any) -> None:
        if isinstance(sys.stdout, TextIOWrapper):
            # Also where it is written to a file or a pipe, what is said is said at once.
            sys.stdout.reconfigure(line_buffering=True)
        _check_ports(port, magazine_port)
        _check_engine()
        self.stdout.write(f"Preparing the database in {settings.DATA} …")
        call_command("migrate", verbosity=0, interactive=False)
        seed(_origins(magazine_port))
        processes = Processes(_programs(port, magazine_port), sys.stdout)
        _stop_on_signals()
        try:
            processes.start()
            # While the programs start.
            month.seed_month([User.objects.get(username=EDITOR[0])])
            self._wait_for(processes, port, magazine_port)
            self.stdout.write(_where_to_click(port, magazine_port))
            while True:
                processes.keep_running()
                time.sleep(0.5)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping …")
        finally:
            processes.stop()
        self.stdout.write(f"Stopped. Start it again with: {_make(port, magazine_port)}")

    def _wait_for(self, processes: Processes, *ports: int) -> None:
        deadline = time.monotonic() + _READY_WITHIN_S
        for port in ports:
            while not _answers(port):
                processes.keep_running()
                if time.monotonic() > deadline:
                    raise CommandError(
                        f"Nothing answered on port {port} within {_READY_WITHIN_S} s. Its messages stand above."
                    )
                time.sleep(0.1)


def _programs(port: int, magazine_port: int) -> list[Program]:
    gunicorn = [
        sys.executable,
        "-m",
        "gunicorn",
        "--log-level",
        "warning",
        "--worker-class",
        "gthread",
        "--threads",
        "8",
    ]
    service_url = f"http://127.0.0.1:{port}"
    worker = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "readalong_site.celery",
        "--quiet",
        "worker",
        "-B",
        "--concurrency",
        "2",
    ]
    # The magazine runs on this machine, so its pages may be fetched from here.
    fetching = {"READALONG_FETCH_OWN_ORIGINS": ",".join(_origins(magazine_port))}
    return [
        Program("service", [*gunicorn, "--bind", f"127.0.0.1:{port}", "readalong_site.wsgi"], fetching),
        Program(
            "worker",
            [*worker, "--loglevel", "WARNING", "--without-gossip", "--without-mingle"],
            # A container's only user is often root, and the worker speaks to nobody but this machine.
            {"PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges", **fetching},
        ),
        Program(
            "magazine",
            [*gunicorn, "--bind", f"127.0.0.1:{magazine_port}", "readalong_site.magazine.wsgi"],
            {
                "DJANGO_SETTINGS_MODULE": "readalong_site.magazine.settings",
                "READALONG_URL": service_url,
                "READALONG_SITE_KEY": SITE_KEY,
                "MAGAZINE_SECRET_KEY": secrets.token_urlsafe(50),
            },
        ),
    ]


def _origins(magazine_port: int) -> list[str]:
    return [f"http://{host}:{magazine_port}" for host in ("localhost", "127.0.0.1")]


def _make(port: int, magazine_port: int) -> str:
    """The command that starts the demonstration on these ports."""
    chosen = f" PORT={port}" if port != _PORT else ""
    return f"make demo{chosen}" + (f" MAGAZINE_PORT={magazine_port}" if magazine_port != _MAGAZINE_PORT else "")


def _check_ports(*ports: int) -> None:
    if len(set(ports)) < len(ports):
        raise CommandError(
            f"Service and magazine cannot both listen on port {ports[0]}. "
            f"Choose another port for the magazine: {_make(ports[0], ports[0] + 1)}"
        )
    for port, option in zip(ports, ("PORT", "MAGAZINE_PORT"), strict=True):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(
                    f"Port {port} is taken: another program, perhaps another demo, listens there. "
                    f"Stop it, or choose another port: make demo {option}={port + 10}"
                ) from error


def _check_engine() -> None:
    try:
        find_library()
    except EngineUnavailable as error:
        raise CommandError(str(error)) from error


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5)
    except URLError:
        return False
    except OSError:
        return False
    return True


def _stop_on_signals() -> None:
    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def _where_to_click(port: int, magazine_port: int) -> str:
    service = f"http://127.0.0.1:{port}"
    # Two host names for one machine: cookies know no ports, and the service must never see those of the magazine.
    return f"""
Readalong is running.

  1. Open an article of the magazine and press Listen:  http://localhost:{magazine_port}/
     (one article is for subscribers: {magazine.SUBSCRIBER_NAME} / {magazine.SUBSCRIBER_PASSWORD})
  2. See what was heard:                                {service}/dashboard/{SITE_KEY}
     or a month of a busy magazine, made up:            {service}/dashboard/{month.SITE_KEY}
  3. Teach the voice a name, change what is read:       {service}/admin/
     (sign in as {EDITOR[0]} / {EDITOR[1]}, or {ADMIN[0]} / {ADMIN[1]} for everything)

Ctrl-C stops everything; the data stays in {settings.DATA}.
"""
