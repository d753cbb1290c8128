"""The Django project: settings, URLs, and what starts the processes."""
