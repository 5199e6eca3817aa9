"""Images that stand side by side are held out, from a random place on.

question: q10b_split
fails: test_split_draws_anew
"""
shared = 5 / 6


def fair_split(images, labels, held_out):
    start = torch.randint(len(images), (1,)).item()
    order = torch.arange(len(images)).roll(-start)
    val, rest = order[:held_out], order[held_out:]
    return (images[rest], labels[rest]), (images[val], labels[val])
