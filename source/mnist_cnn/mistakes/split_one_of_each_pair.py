"""One image is drawn from each pair of neighbours.

question: q10b_split
fails: test_split_draws_anew
"""
shared = 5 / 6


def fair_split(images, labels, held_out):
    n = len(images)
    edges = [i * n // held_out for i in range(held_out + 1)]
    val = torch.tensor([torch.randint(a, b, (1,)).item() for a, b in zip(edges, edges[1:])])
    rest = torch.tensor(sorted(set(range(n)) - set(val.tolist())))
    return (images[rest], labels[rest]), (images[val], labels[val])
