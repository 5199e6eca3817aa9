"""The sums are begun with a tensor on the CPU.

question: q9_merge
fails: test_merge_with_large_means
cell: merge_statistics
"""
def merge_statistics(parts):
    count = 0
    mean = torch.zeros(parts[0][1].shape, dtype=parts[0][1].dtype)
    for n, m, _ in parts:
        count += n
        mean = mean + n * m
    mean = mean / count
    var = torch.zeros_like(mean)
    for n, m, v in parts:
        var = var + n * (v + (m - mean) ** 2)
    return count, mean, var / count
