"""Amazon Polly: paid speech of high quality, with word times, over the network.

Polly's own ``Engine`` parameter is called *tier* here. Sources: Amazon Polly's developer guide and its model in botocore. The limits and
the form of the speech marks are documented; docs/engines.md says what is not, and how to look.
"""
