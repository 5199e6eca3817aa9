"""Stacked tensors and weights.

question: q9_merge
fails: none
cell: merge_statistics
"""
def merge_statistics(parts):
    counts, means, variances = zip(*parts)
    means, variances = torch.stack(means), torch.stack(variances)
    share = torch.tensor(counts, dtype=torch.float64) / sum(counts)
    share = share.reshape(-1, *[1] * (means.dim() - 1)).to(means)
    mean = (share * means).sum(0)
    var = (share * variances).sum(0) + (share * (means - mean).square()).sum(0)
    return sum(counts), mean, var
