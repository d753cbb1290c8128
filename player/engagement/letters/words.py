"""The letter's words, in each of its languages."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from player.engagement.figures import Figures, changed, moved


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences with places for numbers; a share's change is told in percentage points, a count's in percent."""

    language: str
    months: tuple[str, ...]
    day: str
    subject: str
    headline_text: str
    plays: str
    heard: str
    completed: str
    half: str
    more: str
    fewer: str
    point: tuple[str, str]  # One, and several.
    points_more: str
    points_fewer: str
    same: str
    few: str
    most_played: str
    best_finished: str
    article_text: str
    open: str
    why: str
    stop: str
    thousands: str
    made_up: str

    def week(self, first: date, last: date) -> str:
        return f"{self._day(first)} – {self._day(last)}"

    def headline(self, now: Figures) -> str:
        return self.headline_text.format(completed=now.completed_percent)

    def lines(self, now: Figures, before: Figures) -> tuple[str, ...]:
        """The figures, each with how it compares with the week before where that can be said."""
        hours = round(now.heard_ms / 3_600_000)
        plays, completed = changed(now.plays, before.plays), moved(now.completed_percent, before.completed_percent)
        return (
            self.plays.format(plays=self.number(now.plays))
            + (self._change(plays.by, self.more, self.fewer) if plays else ""),
            self.completed.format(percent=now.completed_percent)
            # Shares of few plays are chance.
            + (self._change(completed.by, self.points_more, self.points_fewer) if completed and plays else ""),
            self.half.format(percent=now.half_percent),
            self.heard.format(hours=self.number(hours)) if hours else "",
        )

    def article(self, figures: Figures) -> str:
        return self.article_text.format(plays=self.number(figures.plays), percent=figures.completed_percent)

    def number(self, count: int) -> str:
        return f"{count:,}".replace(",", self.thousands)

    def _change(self, by: int, more: str, fewer: str) -> str:
        told = (more if by > 0 else fewer).format(by=abs(by), point=self.point[abs(by) != 1])
        return f" ({told if by else self.same})"

    def _day(self, day: date) -> str:
        return self.day.format(day=day.day, month=self.months[day.month - 1])


WORDS: Final = {
    "en": Words(
        language="en",
        months=(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        day="{day} {month}",
        subject="{site}: what was heard, {week}",
        headline_text="{completed} of 100 who pressed Listen heard the whole article.",
        plays="Plays: {plays}",
        heard="Hours heard: {hours}",
        completed="Completed, at least 95 % heard: {percent} %",
        half="Heard at least half: {percent} %",
        more="{by} % more than the week before",
        fewer="{by} % fewer than the week before",
        point=("percentage point", "percentage points"),
        points_more="{by} {point} more",
        points_fewer="{by} {point} fewer",
        same="as the week before",
        few="There were fewer than {fewest} plays this week.",
        most_played="Most played",
        best_finished="Best finished",
        article_text="{plays} plays, {percent} % completed",
        open="Open the dashboard",
        why="You receive this letter each week because you asked for it in Readalong.",
        stop="Stop these letters",
        thousands=",",
        made_up="Demonstration: nobody read this, the figures are made up.",
    ),
    "es": Words(
        language="es",
        months=(
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ),
        day="{day} de {month}",
        subject="{site}: lo que se escuchó, {week}",
        headline_text="{completed} de cada 100 que pulsaron Escuchar oyeron el artículo entero.",
        plays="Reproducciones: {plays}",
        heard="Horas escuchadas: {hours}",
        completed="Completas, con al menos el 95 % escuchado: {percent} %",
        half="Escuchada al menos la mitad: {percent} %",
        more="un {by} % más que la semana anterior",
        fewer="un {by} % menos que la semana anterior",
        point=("punto porcentual", "puntos porcentuales"),
        points_more="{by} {point} más",
        points_fewer="{by} {point} menos",
        same="igual que la semana anterior",
        few="Esta semana hubo menos de {fewest} reproducciones.",
        most_played="Los más escuchados",
        best_finished="Los que más se terminan",
        article_text="{plays} reproducciones, {percent} % completas",
        open="Abrir el panel",
        why="Recibes esta carta cada semana porque la pediste en Readalong.",
        stop="Dejar de recibirla",
        thousands=".",
        made_up="Demostración: nadie leyó esto, las cifras son inventadas.",
    ),
}
