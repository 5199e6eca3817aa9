"""A file of torch.save is renamed to .safetensors, which does not make it one.

question: q12_weights
fails: test_handed_in_weights_fit, test_accuracy_on_the_test_split
file: weights/resnet_digits.safetensors
"""
import torch
from safetensors.torch import load_file

name = "weights/resnet_digits.safetensors"
torch.save({key: value.clone() for key, value in load_file(name).items()}, name)
