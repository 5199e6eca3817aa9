"""Merges the first two parts only.

question: q9_merge
fails: test_merge_is_the_whole_batch
cell: merge_statistics
"""
def merge_statistics(parts):
    parts = parts[:2]
    count = sum(n for n, _, _ in parts)
    mean = sum(n * part for n, part, _ in parts) / count
    var = sum(n * (var + (part - mean) ** 2) for n, part, var in parts) / count
    return count, mean, var
