"""Engagement: playback sessions, what was really heard of them, and the dashboards."""
