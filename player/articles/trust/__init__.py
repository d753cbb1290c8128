"""Trust: whose word is enough to have a text spoken, and to say what an article is.

``models`` is what a site has chosen; ``limits`` bounds how much is taken; ``witnesses`` counts readers who agree; ``signed_articles``
checks the publisher's own; ``judgement`` puts them together.
"""
