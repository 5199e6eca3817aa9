"""The kink is taken to do no harm, since x is positive.

question: q2_limits
fails: test_kink
cell: kink
"""
best_float64 = 1e-5
best_float32 = 1e-2
kink = 1.0
lost = 0.0
