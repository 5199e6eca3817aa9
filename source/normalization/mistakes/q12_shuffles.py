"""The rows are shuffled first.

question: q12_noise
fails: test_noise_of_many_columns
cell: noise_of_means
"""
def noise_of_means(x, size):
    x = x[torch.randperm(len(x))]
    batches = x[: len(x) // size * size].reshape(-1, size, x.shape[1])
    rows = batches.flatten(0, 1)
    std = rows.std(0, unbiased=False)
    varied = (rows != rows[0]).any(0)
    off = (batches.mean(1) - rows.mean(0))[:, varied] / std[varied]
    return (off**2).mean().sqrt().item()
