"""The demonstration: Readalong on embedded defaults with a small publisher beside it. ``manage.py demo`` runs it."""
