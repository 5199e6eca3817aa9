"""The smallest step is taken for the best.

question: q2_limits
fails: test_best_steps
cell: kink
"""
best_float64 = 1e-13
best_float32 = 1e-13
kink = 0.65
lost = 0.0
