"""The runs are detached, one after the other.

question: q14_thinned
cell: thinned
fails: none
"""
def thinned(model, x, draws):
    mode = model.training
    out = []
    for _ in range(draws):
        out.append(model.train().forward(x).detach().softmax(-1))
    model.train(mode)
    return torch.stack(out)
