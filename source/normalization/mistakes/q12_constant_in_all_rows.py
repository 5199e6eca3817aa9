"""Columns are left out that are constant over all rows of x, not over those in a batch.

question: q12_noise
fails: test_noise_of_many_columns
cell: noise_of_means
"""
def noise_of_means(x, size):
    varied = x.std(0) > 0
    n = len(x) // size
    rows = x[: n * size]
    mean, std = rows.mean(0), rows.std(0, unbiased=False)
    z = (rows.reshape(n, size, -1).mean(1) - mean) / std
    return z[:, varied].pow(2).mean().sqrt().item()
