"""The loop ends before the last full batch.

question: q12_noise
fails: test_noise_of_many_columns
cell: noise_of_means
"""
def noise_of_means(x, size):
    parts = [x[i:i + size] for i in range(0, len(x) - size, size)] or [x[:size]]
    rows = torch.cat(parts)
    varied = (rows != rows[0]).any(0)
    off = (torch.stack([p.mean(0) for p in parts]) - rows.mean(0))[:, varied] / rows.std(0, unbiased=False)[varied]
    return (off**2).mean().sqrt().item()
