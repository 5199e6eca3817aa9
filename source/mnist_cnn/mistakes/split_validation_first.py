"""The two sets are returned the other way round.

question: q10b_split
fails: test_split_shares_no_image
"""
shared = 5 / 6


def fair_split(images, labels, held_out):
    shuffled = torch.randperm(len(images))
    chosen, rest = shuffled[:held_out], shuffled[held_out:]
    return (images[chosen], labels[chosen]), (images[rest], labels[rest])
