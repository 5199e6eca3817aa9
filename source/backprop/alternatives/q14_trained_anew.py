"""A smaller network, trained in the notebook.

question: q14_weights
fails: none
"""
best_dims = [32]
choice = datasets.for_lab(quiet=True)
if choice.name == "digits":
    (images, labels), _ = helpers.load_split(choice)
    torch.manual_seed(3)
    net = FullyConnectedNet(best_dims, 784, weight_scale=0.05, reg=1e-3)
    train(net, images, labels, 8, 20, 0.1, 0.8)
    torchgrade.save_weights(torch.nn.ParameterDict(net.params), "weights/backprop_digits.safetensors", dataset="digits")
else:
    best_dims = (128, 64)
