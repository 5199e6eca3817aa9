"""All numbers are drawn at once and cut into pieces; torch.normal would do as well.

question: q7_bug
cell: random_params
fails: none
"""
def random_params(sizes, seed, std):
    counts = [a * b for a, b in zip(sizes, sizes[1:])]
    chance = torch.Generator()
    chance.manual_seed(seed)
    pieces = torch.empty(sum(counts)).normal_(generator=chance).split(counts)
    weights = {
        f"W{n + 1}": piece.clone().reshape(sizes[n + 1], sizes[n]).mul_(std(sizes[n]))
        for n, piece in enumerate(pieces)
    }
    return weights | {f"b{n}": torch.zeros(size) for n, size in enumerate(sizes) if n}
