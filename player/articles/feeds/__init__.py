"""New articles by themselves: feeds are asked, the pages they name are fetched, read, and narrated in advance.

``listings`` reads sitemaps and feeds; ``models`` holds what is known of them; ``visits`` asks one host for one thing.
"""
