"""The factor as a root.

question: q12_noise
fails: none
cell: factor
"""
factor = math.sqrt(64 / 4)
