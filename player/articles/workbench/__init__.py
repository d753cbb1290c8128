"""The lexicon's workbench: teaching the voice a name, hearing it, seeing what it touches and costs, publishing, undoing."""
