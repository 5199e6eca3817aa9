"""One part after the other (Chan et al., 1979).

question: q9_merge
fails: none
cell: merge_statistics
"""
def merge_statistics(parts):
    (count, mean, var), *others = parts
    for n, part, other in others:
        delta = part - mean
        total = count + n
        var = (count * var + n * other) / total + delta**2 * (count * n / total**2)
        mean = mean + delta * (n / total)
        count = total
    return count, mean, var
