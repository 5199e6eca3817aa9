"""Plain numbers, rounded.

question: q4_adagrad
fails: none
"""
adagrad_1 = 0.1
adagrad_25 = 0.02
adagrad_10000 = 0.001
rmsprop_limit = 0.1
adagrad_shock = 1e-4
rmsprop_shock = 0.1
