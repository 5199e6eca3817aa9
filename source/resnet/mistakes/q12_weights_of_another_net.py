"""The weights of a deeper net are handed in under the name of this one.

question: q12_weights
fails: test_handed_in_weights_fit, test_accuracy_on_the_test_split
file: weights/resnet_digits.safetensors
"""
from safetensors.torch import load_file, save_file

name = "weights/resnet_digits.safetensors"
state = {key: value.clone() for key, value in load_file(name).items()}
state |= {f"extra.{key}": value.clone() for key, value in state.items()}
save_file(state, name)
