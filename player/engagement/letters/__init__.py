"""Letters: once a week, whoever wants to know is told by e-mail what readers heard.

``contents`` what it says · ``words`` in which language · ``sending`` when, once, and how to stop it.
"""
