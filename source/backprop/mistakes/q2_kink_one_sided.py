"""ReLU of the left point is left out with its distance: 1.3.

question: q2_limits
fails: test_kink
cell: kink
"""
best_float64 = 1e-5
best_float32 = 1e-2
kink = 1.3
lost = 0.0
