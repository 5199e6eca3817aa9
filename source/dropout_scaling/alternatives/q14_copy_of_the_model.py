"""A copy of the model runs, so that there is nothing to put back; nll_loss over all at once.

question: q14_thinned
cell: thinned
fails: none
"""
import copy


def thinned(model, x, draws):
    twin = copy.deepcopy(model).train()
    return torch.stack([twin.forward(x).detach().softmax(-1) for _ in range(draws)])
