"""Showing staff what readers will see and hear before it is saved: the page on which a theme is tried, and voices side by side."""
