"""Complaints: readers say that something sounded wrong, and editors hear it, teach the voice better, or let it be.

``models`` is what was said of which sentence; ``taking`` checks what a page sends. No text comes from a reader: only which word of
which sentence of which audio, all of which the service has already.
"""
