"""Moved by an index; torch.linalg.

question: q13_shift
fails: none
cell: shift_change
"""
def shift_change(layer, images, shift, out_shift):
    width = images.shape[3]
    moved = layer(images[..., (torch.arange(width) - shift) % width])
    features = layer(images)
    n = features.shape[3]
    along = features[..., (torch.arange(n) - out_shift) % n]
    size = torch.linalg.vector_norm(features)
    return (torch.linalg.vector_norm(moved - along) / size).item()
