"""Reports: the questions that dashboards, exports and letters ask, answered from the roll-ups. One module a page, and plain values out.

``site`` a site's days and what readers have in common · ``articles`` the list of articles · ``article`` one article: its curve, its
versions, its edits · ``now`` who is listening · ``health`` whether all works.
"""
