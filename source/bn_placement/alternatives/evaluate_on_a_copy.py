"""A copy is measured, so the model need not be put back.

question: q10_evaluate
fails: none
"""
def evaluate(model, loader):
    judge = copy.deepcopy(model).eval()
    hits = []
    with torch.no_grad():
        for x, y in loader:
            hits += (judge(x).argmax(1) == y).tolist()
    return sum(hits) / len(hits)
