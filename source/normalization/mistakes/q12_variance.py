"""In units of the variance.

question: q12_noise
fails: test_noise_by_hand
cell: noise_of_means
"""
def noise_of_means(x, size):
    batches = x[: len(x) // size * size].reshape(-1, size, x.shape[1])
    rows = batches.flatten(0, 1)
    std = rows.var(0, unbiased=False)
    varied = (rows != rows[0]).any(0)
    off = (batches.mean(1) - rows.mean(0))[:, varied] / std[varied]
    return (off**2).mean().sqrt().item()
