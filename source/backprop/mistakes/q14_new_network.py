"""The weights of a network that was just made are handed in.

question: q14_weights
fails: test_network_has_learnt, test_network_reaches_the_accuracy_asked_for
"""
best_dims = (128, 64)
choice = datasets.for_lab(quiet=True)
net = FullyConnectedNet(best_dims, 784 if choice.name == "digits" else 3072, seed=0)
torchgrade.save_weights(torch.nn.ParameterDict(net.params), f"weights/backprop_{choice.name}.safetensors", dataset=choice.name)
