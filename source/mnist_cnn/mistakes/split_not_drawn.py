"""The first images are taken for validation: no image is shared, and none is drawn.

question: q10b_split
fails: test_split_draws_anew
"""
shared = 5 / 6


def fair_split(images, labels, held_out):
    return (images[held_out:], labels[held_out:]), (images[:held_out], labels[:held_out])
