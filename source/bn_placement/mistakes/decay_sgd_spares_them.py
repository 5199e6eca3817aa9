"""PyTorch is believed to leave biases and batch norm out of weight decay by itself.

id: E-d
question: q8_decay_reasons
fails: test_decay_all_right
"""
decay_facts = {"a", "c", "d", "f"}
