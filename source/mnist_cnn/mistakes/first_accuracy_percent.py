"""Accuracy in percent instead of a fraction.

id: FL6
question: q3_first_loss
fails: test_first_answers_are_numbers
"""
first_loss = math.log(10)
first_accuracy = 10
