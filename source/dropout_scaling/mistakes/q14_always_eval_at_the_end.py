"""The model is left in eval mode, whatever mode it came in.

question: q14_thinned
cell: thinned
fails: test_thinned_leaves_no_trace
"""
def thinned(model, x, draws):
    model.train()
    with torch.no_grad():
        runs = torch.stack([torch.softmax(model(x), dim=-1) for _ in range(draws)])
    model.eval()
    return runs
