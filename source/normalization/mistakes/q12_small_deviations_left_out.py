"""Columns with a deviation below a thousandth count as constant.

question: q12_noise
fails: test_noise_of_many_columns
cell: noise_of_means
"""
def noise_of_means(x, size):
    n = len(x) // size
    rows = x[: n * size]
    std = rows.std(0, correction=0); keep = std > 1e-3
    means = rows.reshape(n, size, -1).mean(1)
    z = (means - rows.mean(0))[:, keep] / std[keep]
    return z.pow(2).mean().sqrt().item()
