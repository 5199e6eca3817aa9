"""The caller's tensors are shuffled in place, then cut.

question: q10b_split
fails: test_split_shares_no_image
"""
shared = 5 / 6


def fair_split(images, labels, held_out):
    order = torch.randperm(len(images))
    images.copy_(images[order].clone())
    labels.copy_(labels[order].clone())
    return (images[held_out:], labels[held_out:]), (images[:held_out], labels[:held_out])
