"""What is let in: how many beacons a site may still send, and how many were not counted, and why."""

from django.db import models

from player.sites.models import Site


class Refusal(models.Model):
    """How many beacons of a day were not counted for one reason."""

    class Reason(models.TextChoices):
        MALFORMED = "malformed", "not as the API describes it"
        TOO_LARGE = "too-large", "larger than 2 kB"
        ORIGIN = "origin-refused", "from a page of another origin"
        UNKNOWN = "unknown-narration", "of a text that has no narration"
        IMPLAUSIBLE = "implausible", "more heard than time had passed"
        ELSEWHERE = "elsewhere", "of a session of another site or text"
        ROBOT = "robot", "from a robot"
        PREVIEW = "preview", "from a preview of the staff’s"
        QUOTA = "quota", "beyond the site’s share"
        OVERLOAD = "overload", "more than the service could take at that moment"

    site = models.ForeignKey(Site, models.CASCADE, related_name="refusals")
    day = models.DateField()
    reason = models.CharField(max_length=20, choices=Reason.choices)
    count = models.PositiveBigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("site", "day", "reason"), name="refusal_once"),)

    def __str__(self) -> str:
        return f"{self.count} {self.reason}"


class Allowance(models.Model):
    """How many beacons of a site have been let in during a minute; processes take them by the block."""

    site = models.OneToOneField(Site, models.CASCADE, primary_key=True, related_name="+")
    minute = models.PositiveBigIntegerField(help_text="Since 1970.")
    taken = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.taken} in minute {self.minute}"
