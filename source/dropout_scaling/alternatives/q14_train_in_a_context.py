"""A context manager switches dropout on and off.

question: q14_thinned
cell: thinned
fails: none
"""
from contextlib import contextmanager


@contextmanager
def _noisy(model):
    mode = model.training
    try:
        yield model.train()
    finally:
        model.train(mode)


def thinned(model, x, draws):
    with _noisy(model), torch.inference_mode(False), torch.no_grad():
        first = model(x).softmax(1)
        out = first.new_empty(draws, *first.shape)
        out[0] = first
        for k in range(1, draws):
            out[k] = torch.exp(F.log_softmax(model(x), dim=1))
    return out
