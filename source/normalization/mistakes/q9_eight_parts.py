"""At most eight parts.

question: q9_merge
fails: test_merge_is_the_whole_batch
cell: merge_statistics
"""
def merge_statistics(parts):
    parts = parts[:8]
    count = sum(n for n, _, _ in parts)
    base = parts[0][1]
    mean = base + sum(n * (m - base) for n, m, _ in parts) / count
    return count, mean, sum(n * (v + (m - mean) ** 2) for n, m, v in parts) / count
