"""The mean of the squares again, in float64, where float32 hides it.

question: q9_merge
fails: test_merge_with_large_means
cell: merge_statistics
"""
def merge_statistics(parts):
    n = sum(c for c, _, _ in parts)
    mean = sum(c * m.double() for c, m, _ in parts) / n
    sq = sum(c * (v.double() + m.double() ** 2) for c, m, v in parts) / n
    t = parts[0][1].dtype
    return n, mean.to(t), (sq - mean ** 2).to(t)
