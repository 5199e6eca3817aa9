"""The largest of the scores by topk, and the count by a comparison of two columns.

question: q10_evaluate
fails: none
"""
@torch.no_grad()
def evaluate(model, loader):
    was = model.training
    model.eval()
    hits = [model(x).topk(1, dim=1).indices.eq(y[:, None]) for x, y in loader]
    model.train(was)
    hits = torch.cat(hits)
    return int(hits.sum()) / hits.numel()
