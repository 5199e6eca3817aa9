"""A file of torch.save, renamed.

question: q10_better
fails: test_better_weights_fit, test_better_network_reaches_the_goal
file: weights/cifar10_training_better_digits.safetensors
"""
import torch
from safetensors.torch import load_file, save_file

name = "weights/cifar10_training_better_digits.safetensors"
generator = torch.Generator().manual_seed(0)
state = {key: value.clone() for key, value in load_file(name).items()}
torch.save(state, name)
