"""The logarithm to base 2, as in the entropy in bits.

id: FL2
question: q3_first_loss
fails: test_first_loss
"""
first_loss = math.log2(10)
first_accuracy = 0.1
