"""Webhooks: a publisher's own system is told what happened at its site.

What is to be told is written down in the same transaction as what happened (`outbox`), and brought by workers until it has arrived, or
for so long that nobody waits for it any more (`sending`). A killed worker loses nothing; what may arrive twice has an id to tell by.
"""
