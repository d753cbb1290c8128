"""The pure text core: from a block's text to utterances, and from an engine's times back to characters.

Restriction: nothing here imports Django, touches the network, the file system or a clock. Values are frozen; offsets are
half-open ranges of code points in a block's text unless a docstring says otherwise; times are integer milliseconds.
"""
