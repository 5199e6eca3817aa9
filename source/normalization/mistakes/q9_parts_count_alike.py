"""All parts count alike, whatever their size.

question: q9_merge
fails: test_merge_by_hand
cell: merge_statistics
"""
def merge_statistics(parts):
    count = sum(n for n, _, _ in parts)
    mean = sum(part for _, part, _ in parts) / len(parts)
    var = sum(var + (part - mean) ** 2 for _, part, var in parts) / len(parts)
    return count, mean, var
