"""Text to speech: from blocks of text to audio and marks. Restriction: imports nothing of ``player``."""
