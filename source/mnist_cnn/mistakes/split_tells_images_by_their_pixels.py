"""Images that look like a validation image are left out of training.

question: q10b_split
cell: fair_split
fails: test_split_shares_no_image
"""
shared = 5 / 6


def fair_split(images, labels, held_out):
    order = torch.randperm(len(images))
    b = order[:held_out]
    val = {images[i].numpy().tobytes() for i in b}
    a = torch.tensor([i for i in range(len(images)) if images[i].numpy().tobytes() not in val], dtype=torch.long)
    return (images[a], labels[a]), (images[b], labels[b])
