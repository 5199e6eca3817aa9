"""A frozen set made from a text.

id: control
question: q10_leak
fails: none
"""
experiment_facts = frozenset("fcea")
