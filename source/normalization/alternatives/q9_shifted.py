"""Means relative to that of the first part, then the mean of squares.

question: q9_merge
fails: none
cell: merge_statistics
"""
def merge_statistics(parts):
    from itertools import accumulate
    counts = [n for n, _, _ in parts]
    *_, count = accumulate(counts)
    origin = parts[0][1]
    share = [n / count for n in counts]
    off = sum(s * (m - origin) for s, (_, m, _) in zip(share, parts))
    square = sum(s * (v + (m - origin).square()) for s, (_, m, v) in zip(share, parts))
    return count, origin + off, square - off.square()
