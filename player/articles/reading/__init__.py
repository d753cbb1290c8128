"""The page on which staff see what is read of a page, and change its layout until that is right."""
