"""A number with three decimals, found by measuring.

id: control
question: q4_softmax
fails: none
"""
softmax_floor = 1.461
softmax_facts = frozenset(["d", "c"])
