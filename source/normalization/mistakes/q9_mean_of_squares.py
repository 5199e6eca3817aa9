"""Through the mean of the squares.

question: q9_merge
fails: test_merge_with_large_means
cell: merge_statistics
"""
def merge_statistics(parts):
    count = sum(n for n, _, _ in parts)
    mean = sum(n * part for n, part, _ in parts) / count
    var = sum(n * (var + part**2) for n, part, var in parts) / count - mean**2
    return count, mean, var
