"""In the logarithm: logcumsumexp minus the logarithm of k.

question: q14_thinned
cell: loss_of_averages
fails: none
"""
def loss_of_averages(probabilities, y):
    right = probabilities.gather(2, y.expand(len(probabilities), -1).unsqueeze(2)).squeeze(2)
    k = torch.arange(1, right.shape[0] + 1, dtype=right.dtype).unsqueeze(1)
    return -(right.log().logcumsumexp(0) - k.log()).mean(dim=1)
