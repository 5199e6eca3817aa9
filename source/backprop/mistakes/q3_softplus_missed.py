"""Only H is found.

question: q3_check_layer
fails: test_wrong_together
cell: caught
"""
caught = {"B", "D", "E", "G"}
wrong_together = {"H"}
