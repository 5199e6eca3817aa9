"""Weights and bias in one matrix, with a column of ones.

question: q4_affine
cell: affine_forward
fails: none
"""
def affine_forward(x, w, b):
    rows = torch.cat([x.reshape(x.shape[0], -1), x.new_ones(x.shape[0], 1)], dim=1)
    both = torch.cat([w, b.unsqueeze(0)])
    return rows.matmul(both), {"rows": rows, "both": both, "shape": x.shape}


def affine_backward(dout, cache):
    d_both = cache["rows"].mT @ dout
    d_rows = dout @ cache["both"].mT
    return d_rows[:, :-1].reshape(cache["shape"]), d_both[:-1], d_both[-1]
