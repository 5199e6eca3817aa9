"""A seed is set, so that all calls draw the same images.

question: q10b_split
fails: test_split_draws_anew
"""
shared = 5 / 6


def fair_split(images, labels, held_out):
    torch.manual_seed(0)
    order = np.argsort(torch.rand(len(images)).numpy())
    chosen, others = order[:held_out], order[held_out:]
    return (images[others], labels[others]), (images[chosen], labels[chosen])
