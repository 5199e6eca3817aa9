"""Two by two, each pair counted as halves.

question: q9_merge
fails: test_merge_is_the_whole_batch
cell: merge_statistics
"""
def merge_statistics(parts):
    count, mean, var = parts[0]
    for n, m, v in parts[1:]:
        new = (mean + m) / 2
        var = (var + v) / 2 + ((mean - new) ** 2 + (m - new) ** 2) / 2
        mean, count = new, count + n
    return count, mean, var
