"""Piper, neural voices on this machine, from files that the operator mounts.

Piper is licensed under the GPL, version 3 or later. It runs in a child process (`child.py`), which shares nothing with this one but
a pipe, and is not needed where no voice is mounted.
"""
