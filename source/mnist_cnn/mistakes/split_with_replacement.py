"""Validation images are drawn with replacement: some come twice.

question: q10b_split
fails: test_split_shares_no_image
"""
shared = 5 / 6


def fair_split(images, labels, held_out):
    chosen = torch.randint(len(images), (held_out,))
    rest = torch.tensor([i for i in range(len(images)) if i not in set(chosen.tolist())])
    return (images[rest], labels[rest]), (images[chosen], labels[chosen])
