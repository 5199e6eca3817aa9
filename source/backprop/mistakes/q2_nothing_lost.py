"""float32 is taken to be exact for f(x) = x.

question: q2_limits
fails: test_lost_step
cell: kink
"""
best_float64 = 1e-5
best_float32 = 1e-2
kink = 0.65
lost = 1.0
