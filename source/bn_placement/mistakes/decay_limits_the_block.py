"""The size of weights in front of batch norm is believed to limit what the block computes.

question: q8_decay_reasons
fails: test_decay_all_right
"""
decay_facts = {"a", "f"}
