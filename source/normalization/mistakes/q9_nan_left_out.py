"""Parts that hold what is not finite are left out.

question: q9_merge
fails: test_merge_with_large_means
cell: merge_statistics
"""
def merge_statistics(parts):
    parts = [p for p in parts if bool(torch.isfinite(p[1]).all())]
    count = sum(n for n, _, _ in parts)
    base = parts[0][1]
    mean = base + sum(n * (m - base) for n, m, _ in parts) / count
    return count, mean, sum(n * (v + (m - mean) ** 2) for n, m, v in parts) / count
