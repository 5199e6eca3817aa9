"""A list of letters.

question: q8_decay_reasons
fails: none
"""
decay_facts = ["f", "a", "d"]
