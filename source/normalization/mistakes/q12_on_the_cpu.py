"""The list of means is put into a new tensor on the CPU.

question: q12_noise
fails: test_noise_of_many_columns
cell: noise_of_means
"""
def noise_of_means(x, size):
    n = len(x) // size
    rows = x[: n * size]
    means = torch.zeros(n, x.shape[1], dtype=x.dtype)
    for i in range(n):
        means[i] = rows[i * size : (i + 1) * size].mean(0)
    std = rows.std(0, correction=0); keep = (rows != rows[0]).any(0)
    z = (means - rows.mean(0))[:, keep] / std[keep]
    return z.pow(2).mean().sqrt().item()
