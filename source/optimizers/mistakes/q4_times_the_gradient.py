"""The length is multiplied by the gradient.

question: q4_adagrad
fails: test_adagrad_slows_down
"""
adagrad_1 = 0.05
adagrad_25 = 0.01
adagrad_10000 = 0.0005
rmsprop_limit = 0.1
adagrad_shock = 1e-4
rmsprop_shock = 0.1
