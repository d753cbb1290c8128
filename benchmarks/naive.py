"""What most people would write for beacons, to measure ours against: Django REST framework, the ORM, and a row an event."""

from django.db import models
from django.http import HttpRequest
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from player.engagement.models import Recording
from player.sites.models import Site


class Event(models.Model):
    """One event of a playback."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    session = models.UUIDField(db_index=True)
    fingerprint = models.CharField(max_length=64)
    at_ms = models.PositiveIntegerField()
    heard = models.JSONField()
    rate = models.FloatField()
    device = models.CharField(max_length=10)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        app_label = "naive"

    def __str__(self) -> str:
        return str(self.session)


class EventSerializer(serializers.ModelSerializer[Event]):
    class Meta:
        model = Event
        fields = ("session", "fingerprint", "at_ms", "heard", "rate", "device")


class Events(APIView):
    """Checks the origin, validates, saves."""

    authentication_classes = ()
    permission_classes = ()

    def post(self, request: HttpRequest, key: str) -> Response:
        site = Site.objects.get(key=key, origins__origin=request.headers["Origin"])
        serializer = EventSerializer(data=request.data)  # type: ignore[attr-defined]
        serializer.is_valid(raise_exception=True)
        Recording.objects.filter(content__fingerprint=serializer.validated_data["fingerprint"]).get()
        serializer.save(site=site)
        return Response(status=204)
