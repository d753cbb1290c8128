"""Playback sessions in the admin."""

from django.contrib import admin
from django.template.loader import render_to_string

from player.engagement.models import PlaybackSession
from synthesis.durations import clock
from synthesis.own_rows import OwnRelated, OwnRowsAdmin
from synthesis.rights import Area


@admin.register(PlaybackSession)
class PlaybackSessionAdmin(OwnRowsAdmin):
    area = Area.ENGAGEMENT
    site_path = "site"
    list_display = ("started_at", "article", "share", "device", "percent", "site")
    list_display_links = ("started_at",)
    list_filter = (("site", OwnRelated), "device")
    list_select_related = ("article", "site")
    list_per_page = 50
    show_full_result_count = False
    ordering = ("-day", "-started_at")
    readonly_fields = ("share", "length", "ranges", "percent")
    fields = (
        "article", "site", "started_at", "seen_at", "share", "ranges", "length", "voice", "percent", "seeks", "replayed", "source",
        "device",
    )  # fmt: skip

    def heading(self, row: PlaybackSession) -> str:
        return str(row.article)

    @admin.display(description="heard", ordering="heard_ms")
    def share(self, session: PlaybackSession) -> str:
        return f"{session.share_heard:.0%}"

    @admin.display(description="rate")
    def percent(self, session: PlaybackSession) -> str:
        return f"{session.rate} %"

    @admin.display(description="narration’s length")
    def length(self, session: PlaybackSession) -> str:
        return clock(session.duration_ms)

    @admin.display(description="parts heard")
    def ranges(self, session: PlaybackSession) -> str:
        parts = [
            {"start": start, "width": end - start, "text": f"{clock(start)}–{clock(end)}"}
            for start, end in session.heard
        ]
        return render_to_string("admin/heard.html", {"session": session, "parts": parts})
