"""A loop over the examples; the loss is a float.

question: q6_softmax
fails: none
"""
def softmax_loss(scores, y):
    total, dscores = 0.0, torch.zeros_like(scores)
    for i, (row, right) in enumerate(zip(scores, y)):
        row = row - row.max()
        z = row.exp().sum()
        total += (z.log() - row[right]).item()
        dscores[i] = row.exp() / z / len(scores)
        dscores[i, right] -= 1 / len(scores)
    return total / len(scores), dscores
