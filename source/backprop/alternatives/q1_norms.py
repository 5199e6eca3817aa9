"""With infinity norms, and a tensor as result.

question: q1_numeric_gradient
fails: none
cell: relative_error
"""
def relative_error(a, b):
    if tuple(a.shape) != tuple(b.shape):
        raise ValueError("shapes differ")
    norm = lambda t: torch.linalg.vector_norm(t, ord=float("inf"))
    return norm(a - b) / torch.clamp(norm(a) + norm(b), min=1e-8)
