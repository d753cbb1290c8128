"""The lexicon's workbench."""

from django.urls import path

from player.articles.workbench.pages import files, inbox, listing, publishing, rules, takes, texts

app_name = "lexicon"
urlpatterns = [
    path("", listing.rules, name="list"),
    path("bulk", listing.bulk, name="bulk"),
    path("rules/new", rules.new, name="new"),
    path("rules/<int:pk>", rules.rule, name="rule"),
    path("articles/<int:pk>", texts.text, name="text"),
    path("takes", takes.upload, name="take"),
    path("takes/times", takes.move, name="take_times"),
    path("preview", rules.preview, name="preview"),
    path("sounds", rules.listen, name="listen"),
    path("sounds/<str:token>", rules.sound, name="sound"),
    path("drafts", publishing.drafts, name="drafts"),
    path("drafts/<int:pk>", rules.draft, name="draft"),
    path("inbox", inbox.inbox, name="inbox"),
    path("inbox/answer", inbox.answer, name="answer"),
    path("history", publishing.history, name="history"),
    path("history/<int:pk>", publishing.publication, name="publication"),
    path("history/<int:pk>/undo", publishing.undo, name="undo"),
    path("changes/<int:pk>/restore", rules.restore, name="restore"),
    path("import", files.bring, name="import"),
    path("export", files.export, name="export"),
]
