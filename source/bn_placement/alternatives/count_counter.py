"""A Counter that adds up.

question: q4_count
fails: none
"""
from collections import Counter


def count_parameters(model):
    found = Counter()
    for name, p in model.named_parameters():
        found[name] += p.nelement()
    return found
