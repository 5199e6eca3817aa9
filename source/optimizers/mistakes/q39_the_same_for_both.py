"""AdaGrad is believed to keep its pace, as RMSProp does.

question: q4_adagrad
fails: test_adagrad_slows_down, test_adagrad_never_forgets
"""
adagrad_1 = 0.1
adagrad_25 = 0.1
adagrad_10000 = 0.1
rmsprop_limit = 0.1
adagrad_shock = 0.1
rmsprop_shock = 0.1
