"""The output layer is counted among the hidden ones.

question: q14_weights
fails: test_weights_fit_the_net, test_network_has_learnt
"""
best_dims = (128, 64, 10)
