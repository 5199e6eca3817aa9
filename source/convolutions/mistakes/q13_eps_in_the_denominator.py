"""A small number is added to the denominator, out of habit.

question: q13_shift
fails: test_change_of_any_layer
cell: shift_change
"""
def shift_change(layer, images, shift, out_shift):
    features = layer(images)
    moved = layer(torch.roll(images, shift, dims=-1))
    return ((moved - torch.roll(features, out_shift, dims=-1)).norm() / (features.norm() + 1e-8)).item()
