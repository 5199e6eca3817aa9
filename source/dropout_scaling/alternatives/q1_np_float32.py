"""NumPy scalars in float32.

question: q1_expectation
fails: none
"""
mean_plain = np.float32(3.2)
mean_inverted = np.float32(4)
