"""The fraction that was held out, not the fraction that is shared.

question: q10b_split
fails: test_fraction_that_is_shared
"""
shared = 1 / 6


def fair_split(images, labels, held_out):
    shuffled = torch.randperm(len(images))
    chosen, rest = shuffled[:held_out], shuffled[held_out:]
    return (images[rest], labels[rest]), (images[chosen], labels[chosen])
