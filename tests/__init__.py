"""The tests. They run on the real parts: PostgreSQL, Redis, Celery workers, eSpeak NG, Chromium."""
