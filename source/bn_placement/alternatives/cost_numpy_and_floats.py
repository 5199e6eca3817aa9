"""NumPy's integers, a tensor, and numbers in scientific notation.

question: q16_cost
fails: none
"""
import numpy as np

conv_products = 1.327104e8
bn_products = torch.tensor(64 * 60 * 60)
map_bytes = np.int64(29_491_200)
training_bytes = np.array(7) * map_bytes
folded_bytes = 117_964_800
