"""The images with the largest random keys, and lists for tuples.

question: q10b_split
fails: none
"""
shared = 1 - 1 / 6


def fair_split(images, labels, held_out):
    chosen = torch.rand(len(images), dtype=torch.float64).topk(held_out).indices
    held = torch.zeros(len(images)).bool().index_fill(0, chosen, True)
    return [images[~held], labels[~held]], [images[held], labels[held]]
