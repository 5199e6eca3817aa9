"""The squares are not rooted.

question: q13_shift
fails: test_change_of_a_layer_that_does_nothing
cell: shift_change
"""
def shift_change(layer, images, shift, out_shift):
    """Return how much features change, relative to their size, when images move by some pixels.

    layer: function of (N, C, H, W); shift: of the images; out_shift: of the features; both in places
    """
    features = layer(images)
    moved = layer(torch.roll(images, shift, dims=-1))
    return ((moved - torch.roll(features, out_shift, dims=-1)).norm() / features.norm()) ** 2
