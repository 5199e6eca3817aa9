"""Moves down instead of to the right.

question: q13_shift
fails: test_change_of_any_layer
cell: shift_change
"""
def shift_change(layer, images, shift, out_shift):
    """Return how much features change, relative to their size, when images move by some pixels.

    layer: function of (N, C, H, W); shift: of the images; out_shift: of the features; both in places
    """
    features = layer(images)
    moved = layer(torch.roll(images, shift, dims=-2))
    return (moved - torch.roll(features, out_shift, dims=-2)).norm() / features.norm()
