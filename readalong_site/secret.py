"""The secret key of an installation that sets none: made once, kept beside the data."""

import os
import secrets
from pathlib import Path


def stored_secret(folder: Path) -> str:
    """The key in ``folder``, made now if there is none; safe when several processes start at once."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "secret-key"
    if not path.exists():
        beside = folder / f".secret-key-{os.getpid()}"
        beside.touch(mode=0o600)
        beside.write_text(secrets.token_urlsafe(50))
        try:
            # A link fails where the name is taken: the first process wins, and the others read its key.
            os.link(beside, path)
        except FileExistsError:
            pass
        finally:
            beside.unlink()
    return path.read_text()
