"""The list of the parts is used up.

question: q9_merge
fails: test_merge_with_large_means
cell: merge_statistics
"""
def merge_statistics(parts):
    count, mean, var = parts.pop(0)
    while parts:
        n, m, v = parts.pop(0)
        d, t = m - mean, count + n
        var = (count * var + n * v + d**2 * (count * n / t)) / t
        mean, count = mean + d * (n / t), t
    return count, mean, var
