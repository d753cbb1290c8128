"""A filter for templates in which audio is played: its address, with leave to fetch it where audio is signed."""

from django import template

from player.articles import grants

register = template.Library()
register.filter("granted", grants.with_grant)
