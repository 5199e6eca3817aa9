"""Weight decay is believed to pull gamma back to the 1 it started from.

question: q8_decay_reasons
fails: test_decay_all_right
"""
decay_facts = {"a", "d", "e"}
