"""Moves a copy in place and brings each number back.

question: q1_numeric_gradient
fails: none
cell: numeric_gradient
"""
def numeric_gradient(f, x, h=1e-5):
    work = x.detach().clone(memory_format=torch.contiguous_format)
    grad = torch.empty_like(work)
    flat, slopes = work.view(-1), grad.view(-1)
    for i in range(flat.numel()):
        old = flat[i].item()
        flat[i] = old + h
        up = f(work.clone())
        flat[i] = old - h
        down = f(work.clone())
        flat[i] = old
        slopes[i] = float(up - down) / (h + h)
    return grad
