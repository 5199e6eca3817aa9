"""The share on the wrong side.

question: q2_limits
fails: test_kink
cell: kink
"""
best_float64 = 1e-5
best_float32 = 1e-2
kink = 0.35
lost = 0.0
