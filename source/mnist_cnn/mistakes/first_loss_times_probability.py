"""The loss of the right class is multiplied with its probability, as one term of an entropy.

id: FL3
question: q3_first_loss
fails: test_first_loss
"""
first_loss = -0.1 * math.log(0.1)
first_accuracy = 0.1
