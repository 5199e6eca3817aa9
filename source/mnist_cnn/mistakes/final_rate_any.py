"""The rate that is written down is not that of the training.

question: q11_weights
fails: test_final_rate_is_that_of_the_training
"""
final_rate = 0.9
