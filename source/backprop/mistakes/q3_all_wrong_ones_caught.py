"""The check is believed to catch what is wrong together.

question: q3_check_layer
fails: test_caught
cell: caught
"""
caught = {"B", "C", "D", "E", "G", "H"}
wrong_together = {"C", "H"}
