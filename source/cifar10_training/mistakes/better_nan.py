"""A training that ended in NaN.

question: q10_better
fails: test_better_weights_fit, test_better_network_reaches_the_goal
file: weights/cifar10_training_better_digits.safetensors
"""
import torch
from safetensors.torch import load_file, save_file

name = "weights/cifar10_training_better_digits.safetensors"
generator = torch.Generator().manual_seed(0)
state = {key: value.clone() for key, value in load_file(name).items()}
state = {key: value * float("nan") if value.is_floating_point() else value for key, value in state.items()}
save_file(state, name)
