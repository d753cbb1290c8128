"""Exports: the dashboards' tables as CSV and JSON, for staff to take along and for programs to read.

What leaves here may be read by anybody, so that figures of fewer readers than the operator's threshold are not in it
(``small_groups``), nor of days that are not over. ``tables`` asks the dashboards' own reports.
"""
