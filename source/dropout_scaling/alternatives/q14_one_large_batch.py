"""One pass over the batch, repeated draws times.

question: q14_thinned
fails: none
cell: thinned
"""
def thinned(model, x, draws):
    mode = model.training
    try:
        model.train(True)
        with torch.inference_mode():
            many = model.forward(x.repeat(draws, *[1] * (x.dim() - 1)))
            return F.softmax(many, dim=-1).view(draws, len(x), -1).clone()
    finally:
        model.train(mode)
