"""The softmax is taken in float64.

question: q14_thinned
cell: thinned
fails: none
"""
@torch.no_grad()
def thinned(model, x, draws):
    before = model.training
    model.train()
    runs = [torch.softmax(model(x), dim=1, dtype=torch.float64) for _ in range(draws)]
    model.train(before)
    return torch.stack(runs)
