"""The means of the parts are shifted in place.

question: q9_merge
fails: test_merge_with_large_means
cell: merge_statistics
"""
def merge_statistics(parts):
    count = sum(n for n, _, _ in parts)
    mean = sum(n * part for n, part, _ in parts) / count
    for _, part, _ in parts:
        part -= mean
    var = sum(n * (var + part**2) for n, part, var in parts) / count
    return count, mean, var
