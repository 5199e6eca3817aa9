"""The runs carry their graphs.

question: q14_thinned
cell: thinned
fails: test_thinned_leaves_no_trace
"""
def thinned(model, x, draws):
    mode = model.training
    model.train()
    runs = torch.stack([torch.softmax(model(x), dim=-1) for _ in range(draws)])
    model.train(mode)
    return runs
