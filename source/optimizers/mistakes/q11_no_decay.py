"""No decay at all.

question: q11_decay
fails: test_decay_without_a_gradient
"""
def with_decay(rule):
    return rule
