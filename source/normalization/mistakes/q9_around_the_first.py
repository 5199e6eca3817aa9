"""The squares are taken around the mean of the first part.

question: q9_merge
fails: test_merge_is_the_whole_batch
cell: merge_statistics
"""
def merge_statistics(parts):
    count = sum(n for n, _, _ in parts)
    mean = sum(n * m for n, m, _ in parts) / count
    var = sum(n * (v + (m - parts[0][1]) ** 2) for n, m, v in parts) / count
    return count, mean, var
