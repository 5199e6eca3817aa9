"""torch.split and a stack of means; the constant columns are found by their range.

question: q12_noise
fails: none
cell: noise_of_means
"""
def noise_of_means(x, size):
    count = x.shape[0] // size
    rows = x[: count * size]
    keep = rows.amax(0) > rows.amin(0)
    rows = rows[:, keep]
    means = torch.stack([part.mean(0) for part in rows.split(size)])
    z = (means - rows.mean(0)) / ((rows - rows.mean(0)) ** 2).mean(0).sqrt()
    return float(torch.sqrt(torch.mean(z**2)))
