"""The weights of a network as it was made: the training was never run.

question: q12_own
fails: test_own_network_reaches_the_goal
file: weights/cifar10_training_own_digits.safetensors
"""
import torch
from safetensors.torch import load_file, save_file

name = "weights/cifar10_training_own_digits.safetensors"
generator = torch.Generator().manual_seed(0)
state = {key: value.clone() for key, value in load_file(name).items()}
for key, value in state.items():
    if value.ndim > 1:
        state[key] = torch.randn(value.shape, generator=generator) * 0.05
save_file(state, name)
