"""The file says that it was trained on other data.

question: q14_weights
fails: test_weights_fit_the_net
"""
best_dims = (128, 64)
choice = datasets.for_lab(quiet=True)
net = FullyConnectedNet(best_dims, 784 if choice.name == "digits" else 3072, seed=0)
torchgrade.save_weights(torch.nn.ParameterDict(net.params), f"weights/backprop_{choice.name}.safetensors", dataset="mnist")
