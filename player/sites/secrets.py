"""Secrets that are shown to staff once, with a button that copies them."""

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string


def show_once(request: HttpRequest, told: str, secret: str) -> None:
    """Show the secret on the next page; ``told`` is a sentence that says what it is of."""
    messages.warning(request, render_to_string("admin/secret.html", {"told": told, "secret": secret}))
