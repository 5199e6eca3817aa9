"""The steps are believed to fall like 1/t.

question: q4_adagrad
fails: test_adagrad_slows_down
"""
adagrad_1 = 0.1
adagrad_25 = 0.004
adagrad_10000 = 1e-05
rmsprop_limit = 0.1
adagrad_shock = 1e-4
rmsprop_shock = 0.1
