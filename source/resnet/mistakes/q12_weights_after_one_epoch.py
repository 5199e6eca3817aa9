"""Noise of a tenth of each weight: weights of a network that was hardly trained.

question: q12_weights
fails: test_accuracy_on_the_test_split
file: weights/resnet_digits.safetensors
"""
import torch
from safetensors.torch import load_file, save_file

name = "weights/resnet_digits.safetensors"
generator = torch.Generator().manual_seed(0)
state = {key: value.clone() for key, value in load_file(name).items()}
for key, value in state.items():
    if value.ndim > 1:
        state[key] = value + value.std() * torch.randn(value.shape, generator=generator)
save_file(state, name)
