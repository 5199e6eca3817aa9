"""Autograd is switched on at the end, also where the caller had it off.

question: q14_thinned
cell: thinned
fails: test_thinned_leaves_no_trace
"""
def thinned(model, x, draws):
    was_training = model.training
    model.train()
    torch.set_grad_enabled(False)
    runs = [model(x).softmax(dim=1) for _ in range(draws)]
    torch.set_grad_enabled(True)
    model.train(was_training)
    return torch.stack(runs)
