"""Decay of every tensor is believed to limit what the network computes; only its sign is asked about.

question: q8_decay_reasons
fails: test_decay_all_right
"""
decay_facts = {"f"}
