"""The sizes are not those of the file.

question: q14_weights
fails: test_weights_fit_the_net, test_network_has_learnt
"""
best_dims = (100, 64)
