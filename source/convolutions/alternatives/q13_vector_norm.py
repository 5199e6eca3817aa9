"""A tensor of one value in one dimension.

question: q13_shift
fails: none
cell: shift_change
"""
def shift_change(layer, images, shift, out_shift):
    with torch.no_grad():
        before, after = layer(images), layer(images.roll((shift,), (3,)))
        off = after - before.roll((out_shift,), (-1,))
        return torch.linalg.vector_norm(off).div(torch.linalg.vector_norm(before)).reshape(1)
