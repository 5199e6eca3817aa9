"""The root is taken for each column, and then the mean.

question: q12_noise
fails: test_noise_of_many_columns
cell: noise_of_means
"""
def noise_of_means(x, size):
    batches = x[: len(x) // size * size].reshape(-1, size, x.shape[1])
    rows = batches.flatten(0, 1)
    varied = (rows != rows[0]).any(0)
    off = (batches.mean(1) - rows.mean(0))[:, varied] / rows.std(0, unbiased=False)[varied]
    return (off**2).mean(0).sqrt().mean().item()
