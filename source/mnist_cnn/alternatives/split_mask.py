"""A boolean mask over the images.

question: q10b_split
fails: none
"""
shared = 0.8333


def fair_split(images, labels, held_out):
    mask = torch.zeros(len(images), dtype=torch.bool)
    mask[torch.randperm(len(images))[:held_out]] = True
    return [images[~mask], labels[~mask]], [images[mask], labels[mask]]
