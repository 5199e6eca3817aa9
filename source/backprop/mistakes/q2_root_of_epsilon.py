"""The step that is best for one-sided differences, the root of epsilon.

question: q2_limits
fails: test_best_steps
cell: kink
"""
best_float64 = 1e-8
best_float32 = 1e-4
kink = 0.65
lost = 0.0
