"""Webhooks in the admin: what they are told, whether it arrived, their secret, and a test."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string

from player.articles.webhooks import sending
from player.articles.webhooks.models import Event, Notice, Webhook
from player.articles.webhooks.outbox import notice_for
from player.sites import secrets
from synthesis.own_rows import OwnRelated, OwnRowsAdmin
from synthesis.rights import Area

_RENEW: Final = "_renew"
_TEST: Final = "_test"
_SHOWN: Final = 50


@admin.register(Webhook)
class WebhookAdmin(OwnRowsAdmin):
    area = Area.WEBHOOKS
    site_path = "site"
    chosen_alone = "site"
    helps: ClassVar[Mapping[str, str]] = {"site": "What happens at this site is told."}
    list_display = ("url", "site", "state", "created_at")
    list_filter = ("active", ("site", OwnRelated))
    list_select_related = ("site",)
    search_fields = ("url",)
    search_help_text = "By a piece of the address."
    change_form_template = "admin/articles/webhook/change_form.html"

    def get_fieldsets(self, request: HttpRequest, obj: Webhook | None = None) -> Any:
        told = ("What it is told", {"fields": ("on_ready", "on_failed", "on_deleted", "on_sessions")})
        if obj is None:
            return ((None, {"fields": ("site", "url")}), told)
        return ((None, {"fields": ("site", "url", "active", "state")}), told, ("Log", {"fields": ("log",)}))

    def get_readonly_fields(self, request: HttpRequest, obj: Webhook | None = None) -> tuple[str, ...]:
        return ("site", "state", "log") if obj else ()

    @admin.display(description="state")
    def state(self, hook: Webhook) -> str:
        return render_to_string("admin/webhook_state.html", {"hook": hook})

    @admin.display(description="the newest")
    def log(self, hook: Webhook) -> str:
        waiting = hook.notices.filter(state=Notice.State.WAITING).count()
        context = {"notices": hook.notices.defer("body")[:_SHOWN], "waiting": waiting, "shown": _SHOWN}
        return render_to_string("admin/notices.html", context)

    def save_model(self, request: HttpRequest, obj: Webhook, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            secrets.show_once(request, "The secret by which its notices are signed.", obj.secret)
        elif obj.active and "active" in form.changed_data:
            obj.switch_on()

    def response_add(self, request: HttpRequest, obj: Webhook, post_url_continue: str | None = None) -> HttpResponse:
        # Where the secret is told, and the test is.
        return HttpResponseRedirect(f"../{obj.pk}/change/")

    def response_change(self, request: HttpRequest, obj: Webhook) -> HttpResponse:
        if _RENEW in request.POST:
            obj.renew()
            self.log_change(request, obj, "Made a new secret.")
            told = "The new secret. For a week notices are signed with the one before as well."
            secrets.show_once(request, told, obj.secret)
        elif _TEST in request.POST:
            self._test(request, obj)
        else:
            return super().response_change(request, obj)
        return HttpResponseRedirect(request.path)

    def _test(self, request: HttpRequest, hook: Webhook) -> None:
        """Send a test here and now, unless a worker is at this webhook: then it is the next."""
        notice = notice_for(hook, hook.site, Event.TEST, "", {"text": "It works."})
        notice.save()
        Webhook.objects.filter(pk=hook.pk).update(next_at=notice.next_at)
        claimed = Webhook.objects.claim(hook.pk)
        if claimed is None:
            messages.warning(request, "The test waits: the webhook is switched off, or just being told something.")
            return
        try:
            arrived = sending.send_one(notice)
        finally:
            claimed.release()
        notice.refresh_from_db()
        if arrived:
            messages.success(request, f"The test arrived: answered {notice.status} in {notice.took_ms} ms.")
        else:
            answered = f"It answered {notice.status}. " if notice.status else ""
            messages.error(request, f"The test did not arrive. {answered}{notice.answer}")
