"""NumPy scalars in float32. The letters come as a frozenset.

question: q7_mismatch
fails: none
"""
growth = np.float32(8)
remedies = frozenset("eab")
