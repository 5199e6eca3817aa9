"""With unit vectors.

question: q1_numeric_gradient
fails: none
cell: numeric_gradient
"""
def numeric_gradient(f, x, h=1e-5):
    def slope(e):
        return (float(f(x + h * e)) - float(f(x - h * e))) / (2 * h)

    units = torch.eye(x.numel(), dtype=x.dtype)
    return torch.stack([torch.tensor(slope(e.reshape(x.shape)), dtype=x.dtype) for e in units]).reshape(x.shape)
