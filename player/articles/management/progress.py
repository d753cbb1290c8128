"""Bar: how far a command has come, on its error output."""

from typing import Final

from django.core.management.base import OutputWrapper

_WIDTH: Final = 40


class Bar:
    """A bar where somebody watches; elsewhere a line for every tenth."""

    def __init__(self, output: OutputWrapper) -> None:
        self._output, self._shown = output, ""
        self._live = output.isatty()

    def show(self, done: int, total: int) -> None:
        share = done / total if total else 1.0
        filled = round(share * _WIDTH)
        drawn = f"\r{'█' * filled}{'░' * (_WIDTH - filled)} {done}/{total} sentences"
        text = (
            drawn + ("\n" if done == total else "")
            if self._live
            else f"{int(share * 10) * 10} % of {total} sentences\n"
        )
        if text != self._shown:
            self._shown = text
            self._output.write(text, style_func=str, ending="")
            self._output.flush()
