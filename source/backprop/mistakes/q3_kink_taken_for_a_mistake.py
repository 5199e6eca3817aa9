"""Leaky ReLU is taken for wrong.

question: q3_check_layer
fails: test_caught
cell: caught
"""
caught = {"B", "D", "E", "F", "G"}
wrong_together = {"C", "H"}
