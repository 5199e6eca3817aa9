"""Columns with NaN are left out.

question: q12_noise
fails: test_noise_of_many_columns
cell: noise_of_means
"""
def noise_of_means(x, size):
    n = len(x) // size
    rows = x[: n * size]
    std = rows.std(0, correction=0); keep = (rows != rows[0]).any(0) & rows.isfinite().all(0)
    z = (rows.reshape(n, size, -1).mean(1) - rows.mean(0))[:, keep] / std[keep]
    return z.pow(2).mean().sqrt().item()
