"""eSpeak NG, the built-in engine: free, offline, exact word times.

eSpeak NG is licensed under the GPL, version 3 or later. It runs in a child process (`child.py`), which shares nothing with this one
but a pipe; a crash or a hang there costs one utterance and a restart.
"""
