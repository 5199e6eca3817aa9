"""NumPy scalars in float32.

question: q3_variance
fails: none
"""
var_plain = np.float32(3.84)
var_inverted = np.float32(32) / 3
