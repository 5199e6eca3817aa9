"""Noise upon the weights: as good as hardly trained.

question: q10_better
fails: test_better_network_reaches_the_goal
file: weights/cifar10_training_better_digits.safetensors
"""
import torch
from safetensors.torch import load_file, save_file

name = "weights/cifar10_training_better_digits.safetensors"
generator = torch.Generator().manual_seed(0)
state = {key: value.clone() for key, value in load_file(name).items()}
for key, value in state.items():
    if value.ndim > 1:
        noise = torch.randn(value.shape, generator=generator)
        state[key] = value + 2 * value.std() * noise
save_file(state, name)
