"""The batch is repeated image by image, but read run by run, so that examples are mixed.

question: q14_thinned
cell: thinned
fails: test_runs_of_thinned
hint: The first axis of the result is the run: its row k must hold run k of every example, in the order of x.
"""
def thinned(model, x, draws):
    was = model.training
    model.train()
    with torch.no_grad():
        out = model(x.repeat_interleave(draws, 0)).softmax(-1)
    model.train(was)
    return out.reshape(draws, len(x), -1)
