"""Dashboards: pages for a publisher's staff, one module each, all of them read only."""
