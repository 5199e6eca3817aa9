"""A seed is set, so that every call draws the same masks.

question: q14_thinned
cell: thinned
fails: test_thinned_leaves_no_trace
"""
def thinned(model, x, draws):
    torch.manual_seed(0)
    mode = model.training
    model.train()
    with torch.no_grad():
        runs = torch.stack([torch.softmax(model(x), dim=-1) for _ in range(draws)])
    model.train(mode)
    return runs
