"""Images come out as float32, whatever they were.

question: q10b_split
fails: test_split_shares_no_image
hint: Images come out in the dtype in which they came in.
"""
shared = 5 / 6


def fair_split(images, labels, held_out):
    order = torch.randperm(len(images))
    theirs, mine = order[:held_out], order[held_out:]
    return (images[mine].float(), labels[mine]), (images[theirs].float(), labels[theirs])
