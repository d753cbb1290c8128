"""What pages and people talk to: sites, articles, engagement. One Django app a subject."""
