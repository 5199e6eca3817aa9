"""The logarithm to base 10 instead of the natural one.

id: FL1
question: q3_first_loss
fails: test_first_loss
"""
first_loss = math.log10(10)
first_accuracy = 0.1
