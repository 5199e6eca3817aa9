"""The weights of an nn.Sequential are handed in.

question: q14_weights
fails: test_weights_fit_the_net, test_network_has_learnt
"""
best_dims = (128, 64)
choice = datasets.for_lab(quiet=True)
size = 784 if choice.name == "digits" else 3072
layers = [torch.nn.Linear(size, 128), torch.nn.ReLU(), torch.nn.Linear(128, 64), torch.nn.ReLU(), torch.nn.Linear(64, 10)]
torchgrade.save_weights(torch.nn.Sequential(*layers), f"weights/backprop_{choice.name}.safetensors", dataset=choice.name)
