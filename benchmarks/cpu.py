"""CPU time of processes, read from Linux: waiting for a turn on a busy machine is not in it."""

import os
from pathlib import Path
from typing import Final

_TICK_NS: Final = 1_000_000_000 // os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def cpu_ns(pid: int) -> int:
    """What all threads of the process have run so far."""
    return sum(int(each.read_text().split()[0]) for each in Path(f"/proc/{pid}/task").glob("*/schedstat"))


def postgresql() -> int:
    """The PostgreSQL server that this process has started for itself."""
    return next(pid for pid in children(os.getpid()) if Path(f"/proc/{pid}/comm").read_text().strip() == "postgres")


def postgresql_ns(server: int) -> int:
    """What the server and all processes that it ever started have run; parallel workers come and go within one question."""
    fields = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
    gone = sum(int(each) for each in fields[13:15]) * _TICK_NS
    return gone + sum(cpu_ns(pid) for pid in (server, *children(server)))
