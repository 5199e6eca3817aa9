"""Fractions and one-value tensors.

question: q1_count
fails: none
"""
from fractions import Fraction

conv1_params = Fraction(160)
bn1_params = torch.tensor(32)
conv2_params = np.array(4640)
fc1_params = 200832.0
total_params = np.int32(207018)
fc1_without_pooling = torch.tensor([3211392])
