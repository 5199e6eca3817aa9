"""Biases are believed to hold most of the capacity, so that decaying them underfits.

id: E-d
question: q8_decay_reasons
fails: test_decay_all_right
"""
decay_facts = {"a", "b", "d", "f"}
