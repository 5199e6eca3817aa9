"""The two points are taken to be one gap apart: 6.1e-5 / 2e-5, which is no slope that can come out.

question: q2_limits
fails: test_error_by_step_of_a_cube
cell: kink
"""
best_float64 = 1e-5
best_float32 = 1e-2
kink = 0.65
lost = 3.05
