"""The variance of the means is added without their counts.

question: q9_merge
fails: test_merge_by_hand
cell: merge_statistics
"""
def merge_statistics(parts):
    count = sum(n for n, _, _ in parts)
    mean = sum(n * part for n, part, _ in parts) / count
    var = sum(n * var for n, _, var in parts) / count
    var = var + torch.stack([part for _, part, _ in parts]).var(0, unbiased=False)
    return count, mean, var
