"""Tensors of one value and NumPy's integers.

question: q5_resnet18
fails: none
"""
import numpy as np

total = torch.tensor(11_689_512)
layer2_total = np.int64(525_568)
checkpoint_numbers = torch.tensor([11_699_132])
ten_class_total = 11_181_642.0
spared_biases = np.array(4_800)
