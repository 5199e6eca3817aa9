"""Rules about the text of questions."""
