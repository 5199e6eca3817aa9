"""The function of the colleague.

question: q9_merge
fails: test_merge_by_hand
cell: merge_statistics
"""
def merge_statistics(parts):
    count = sum(n for n, _, _ in parts)
    mean = sum(n * part for n, part, _ in parts) / count
    var = sum(n * var for n, part, var in parts) / count
    return count, mean, var
