"""Images and labels are shuffled separately, so labels belong to other images.

question: q10b_split
fails: test_split_shares_no_image
"""
shared = 5 / 6


def fair_split(images, labels, held_out):
    images = images[torch.randperm(len(images))]
    labels = labels[torch.randperm(len(labels))]
    return (images[held_out:], labels[held_out:]), (images[:held_out], labels[:held_out])
