"""Weights and bias in one matrix, x with a column of ones; cache is a closure.

question: q4_affine
fails: none
cell: affine_forward
"""
def affine_forward(x, w, b):
    X = torch.cat([x.flatten(start_dim=1), x.new_ones(x.size(0), 1)], dim=1)
    M = torch.vstack([w, b])

    def back(dout):
        dM = torch.tensordot(X, dout, dims=([0], [0]))
        dX = torch.tensordot(dout, M, dims=([1], [1]))
        return dX[:, :-1].reshape_as(x), dM[:-1].clone(), dM[-1].clone()

    return X.mm(M), back


def affine_backward(dout, cache):
    return cache(dout)
