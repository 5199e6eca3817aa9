"""Measured with the functions of the lab.

question: q2_limits
fails: none
cell: kink
"""
best_float64, best_float32 = 0.00001, 0.01
kink = float(numeric_gradient(lambda x: x.clamp(min=0).sum(), torch.tensor([3e-6], dtype=torch.float64), 1e-5))
lost = numeric_gradient(lambda x: x.sum(), torch.tensor([1000.0]), 1e-5)[0]
