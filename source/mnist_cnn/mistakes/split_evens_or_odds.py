"""Every other image is held out, from the first or from the second on.

question: q10b_split
fails: test_split_draws_anew
"""
shared = 5 / 6


def fair_split(images, labels, held_out):
    step = torch.cat([torch.arange(0, len(images), 2), torch.arange(1, len(images), 2)])
    order = step if torch.rand(()) < 0.5 else step.flip(0)
    chosen, rest = order[:held_out], order[held_out:]
    return (images[rest], labels[rest]), (images[chosen], labels[chosen])
