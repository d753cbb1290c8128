"""The Celery application: what calls workers, and how. The measurements behind the settings are in docs/operations.md."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "readalong_site.settings")

from django.conf import settings

app = Celery("readalong")


def _file_broker(folder: Path) -> dict[str, Any]:
    """A broker made of files, for one machine: messages are files in a folder."""
    messages = folder / "broker" / "messages"
    control = folder / "broker" / "control"
    for each in (messages, control):
        each.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "control_folder": str(control),
        "polling_interval": 0.05,
    }


def _redis_broker() -> dict[str, Any]:
    return {
        # Longer than the hard time limit of a task, or it would be given to two workers.
        "visibility_timeout": 960,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        # A dead broker may not slow a reader's request: one quick try, then the sweep.
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.05,
        "interval_max": 0.05,
        "socket_connect_timeout": 1,
        "socket_timeout": 5,
        "global_keyprefix": "readalong:",
        # Readers go before rework, and that before backfill, each followed by its helpers (synthesis/models/narration.py, Priority).
        "queue_order_strategy": "priority",
        "priority_steps": [0, 1, 3, 4, 6, 7],
    }


_files = settings.BROKER_URL.startswith("filesystem:")
app.conf.update(
    broker_url=settings.BROKER_URL,
    broker_transport="readalong_site.file_broker:Transport" if _files else None,
    broker_transport_options=_file_broker(settings.DATA) if _files else _redis_broker(),
    broker_connection_retry_on_startup=True,
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=200,
    worker_hijack_root_logger=False,
    task_time_limit=900,
    task_soft_time_limit=840,
    timezone="UTC",
    beat_scheduler="celery.beat:Scheduler",
    beat_schedule={
        "sweep": {"task": "synthesis.sweep", "schedule": timedelta(seconds=5), "options": {"expires": 5}},
        # As often as one host is asked for something, as long as it has something to be asked for.
        "visit_hosts": {"task": "articles.visit_hosts", "schedule": timedelta(seconds=5), "options": {"expires": 5}},
        "tell": {"task": "webhooks.tell", "schedule": timedelta(seconds=5), "options": {"expires": 5}},
        "tidy_notices": {"task": "webhooks.tidy", "schedule": timedelta(hours=1), "options": {"expires": 3600}},
        "spread": {"task": "articles.spread", "schedule": timedelta(seconds=5), "options": {"expires": 5}},
        "tidy": {"task": "synthesis.tidy", "schedule": timedelta(hours=1), "options": {"expires": 3600}},
        "roll_up": {"task": "engagement.roll_up", "schedule": timedelta(seconds=60), "options": {"expires": 60}},
        "mirror": {"task": "engagement.mirror", "schedule": timedelta(seconds=60), "options": {"expires": 60}},
        "letters": {"task": "engagement.letters", "schedule": timedelta(minutes=15), "options": {"expires": 900}},
        "forget": {"task": "engagement.forget", "schedule": timedelta(hours=1), "options": {"expires": 3600}},
        "forget_texts": {"task": "articles.forget", "schedule": timedelta(hours=1), "options": {"expires": 3600}},
        "count_uses": {
            "task": "articles.count_uses",
            "schedule": crontab(hour="4", minute="10"),
            "options": {"expires": 3600},
        },
        # By the clock, so that a beat that is restarted every day still comes to it.
        "collect": {
            "task": "synthesis.collect",
            "schedule": crontab(hour="3", minute="10"),
            "options": {"expires": 3600},
        },
    },
)
app.autodiscover_tasks(["synthesis", "player.articles", "player.articles.webhooks", "player.engagement"])
