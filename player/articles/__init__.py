"""Articles: what pages deliver, and the narrations they get back."""
