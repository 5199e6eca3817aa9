"""Features are brought to float32, so that small changes are lost.

question: q13_shift
fails: test_change_of_any_layer
cell: shift_change
"""
def shift_change(layer, images, shift, out_shift):
    features = layer(images).float()
    moved = layer(torch.roll(images, shift, dims=-1)).float()
    return (moved - torch.roll(features, out_shift, dims=-1)).norm() / features.norm()
