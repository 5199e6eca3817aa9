"""D is not caught, as with a dout of ones.

question: q3_check_layer
fails: test_caught
cell: caught
"""
caught = {"B", "E", "G"}
wrong_together = {"C", "H"}
