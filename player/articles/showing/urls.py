"""Where staff are shown what readers will see and hear."""

from django.urls import path

from player.articles.showing import stage, voices

app_name = "showing"
urlpatterns = [
    path("sites/<slug:key>/theme/stage", stage.stage, name="stage"),
    path("sites/<slug:key>/theme/stage/narration", stage.stage_narration, name="stage_narration"),
    path("sites/<slug:key>/voices", voices.voices, name="voices"),
    path("sites/<slug:key>/voices/listen", voices.listen, name="listen"),
    path("sites/<slug:key>/voices/choose", voices.choose, name="choose"),
]
