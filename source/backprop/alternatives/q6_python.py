"""Numbers one by one, by the module math.

question: q6_softmax
cell: softmax_loss
fails: none
"""
def softmax_loss(scores, y):
    rows, loss = scores.tolist(), 0.0
    dscores = torch.empty_like(scores)
    for n, (row, c) in enumerate(zip(rows, y.tolist())):
        top = max(row)
        total = math.fsum(math.exp(s - top) for s in row)
        loss += math.log(total) + top - row[c]
        for k, s in enumerate(row):
            dscores[n, k] = (math.exp(s - top) / total - (k == c)) / len(rows)
    return loss / len(rows), dscores
