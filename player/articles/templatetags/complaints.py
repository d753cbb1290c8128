"""How many complaints wait, for templates that lead to the inbox."""

from django import template

from player.articles.models import Complaint
from player.sites.models import Site

register = template.Library()


@register.simple_tag
def open_complaints(site: Site) -> int:
    """How many complaints of the site's readers nobody has answered."""
    return Complaint.objects.filter(site=site).open().count()
