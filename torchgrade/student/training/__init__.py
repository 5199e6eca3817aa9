"""Training loops that students can watch, stop and resume, and that keep the best weights."""
