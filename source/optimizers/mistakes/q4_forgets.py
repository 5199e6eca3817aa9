"""AdaGrad is believed to be back to its first length after the change.

question: q4_adagrad
fails: test_adagrad_never_forgets
"""
adagrad_1 = 0.1
adagrad_25 = 0.02
adagrad_10000 = 0.001
rmsprop_limit = 0.1
adagrad_shock = 0.1
rmsprop_shock = 0.1
