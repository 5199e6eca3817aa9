"""Pools as in the textbook: n - 1 of each part.

question: q9_merge
fails: test_merge_by_hand
cell: merge_statistics
"""
def merge_statistics(parts):
    count = sum(n for n, _, _ in parts)
    mean = sum(n * part for n, part, _ in parts) / count
    var = sum((n - 1) * var for n, _, var in parts) / max(count - len(parts), 1)
    return count, mean, var
