"""Right or wrong are taken for equally likely.

id: FL5
question: q3_first_loss
fails: test_first_accuracy
"""
first_loss = math.log(10)
first_accuracy = 0.5
