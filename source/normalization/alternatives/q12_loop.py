"""A loop over batches.

question: q12_noise
fails: none
cell: noise_of_means
"""
def noise_of_means(x, size):
    parts = [part for part in x.split(size) if len(part) == size]
    rows = torch.cat(parts)
    keep = rows.max(0).values > rows.min(0).values
    mean, std = rows.mean(0)[keep], torch.sqrt(rows.var(0, unbiased=False))[keep]
    squares = [((part.mean(0)[keep] - mean) / std) ** 2 for part in parts]
    return math.sqrt(float(torch.stack(squares).mean()))
