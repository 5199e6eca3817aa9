"""PyTorch's convention is taken for the faster one.

question: q2_conventions
fails: test_faster_convention
"""
w_ours = 0.624375
w_torch = 0.74925
faster = "torch"
