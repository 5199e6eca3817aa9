"""The best step is taken to be the same in both precisions.

question: q2_limits
fails: test_best_steps
cell: kink
"""
best_float64 = 1e-5
best_float32 = 1e-5
kink = 0.65
lost = 0.0
