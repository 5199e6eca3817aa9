"""Moved by hand with torch.cat; the norm by hand.

question: q13_shift
fails: none
cell: shift_change
"""
def shift_change(layer, images, shift, out_shift):
    def move(x, by):
        by = by % x.shape[-1]
        return torch.cat([x[..., x.shape[-1] - by :], x[..., : x.shape[-1] - by]], dim=-1)

    before, after = move(layer(images), out_shift), layer(move(images, shift))
    return math.sqrt(float(((after - before) ** 2).sum()) / float((before**2).sum()))
