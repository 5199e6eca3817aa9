"""Letters in a list and in a text.

question: q3_check_layer
fails: none
cell: caught
"""
caught = ["G", "B", "D", "E"]
wrong_together = ("H", "C")
