"""One after the other, with the count of the last part alone.

question: q9_merge
fails: test_merge_is_the_whole_batch
cell: merge_statistics
"""
def merge_statistics(parts):
    count, mean, var = parts[0]
    for n, part, other in parts[1:]:
        total = count + n
        share = n / total
        var = (1 - share) * var + share * other + share * (1 - share) * (part - mean) ** 2
        mean = mean + share * (part - mean)
        count = n
    return sum(n for n, _, _ in parts), mean, var
