"""Periwinkle: a small children's magazine on an origin of its own. It knows Readalong by one line of its pages' heads."""
