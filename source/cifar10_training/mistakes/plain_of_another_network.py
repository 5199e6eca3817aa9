"""The weights of another network under the name of this one.

question: q9_plain
fails: test_plain_weights_fit, test_plain_network_reaches_the_goal
file: weights/cifar10_training_plain_digits.safetensors
"""
import torch
from safetensors.torch import load_file, save_file

name = "weights/cifar10_training_plain_digits.safetensors"
generator = torch.Generator().manual_seed(0)
state = {key: value.clone() for key, value in load_file(name).items()}
state |= {f"extra.{key}": value.clone() for key, value in state.items()}
save_file(state, name)
