"""NumPy scalars in float32.

question: q2_conventions
fails: none
"""
scale_keep = np.float32(1) / np.float32(0.3)
scale_drop = np.float32(1) / np.float32(0.7)
torch_argument = np.float32(0.2)
