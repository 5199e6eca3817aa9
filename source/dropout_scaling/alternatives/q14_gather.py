"""The losses come from gather and a running mean.

question: q14_thinned
cell: loss_of_averages
fails: none
"""
def loss_of_averages(probabilities, y):
    running = probabilities.cumsum(0) / torch.arange(1, 1 + len(probabilities)).view(-1, 1, 1)
    picked = running.gather(2, y.expand(len(running), -1).unsqueeze(2)).squeeze(2)
    return picked.log().neg().mean(1)
