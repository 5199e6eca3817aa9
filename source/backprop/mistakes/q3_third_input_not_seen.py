"""G is not caught: only its first input was looked at.

question: q3_check_layer
fails: test_caught
cell: caught
"""
caught = {"B", "D", "E"}
wrong_together = {"C", "H"}
