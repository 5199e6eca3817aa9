"""Trial.

question: q10_evaluate
fails: none
"""
def evaluate(model, loader):
    was = model.training
    try:
        model.eval()
        with torch.no_grad():
            hits = torch.cat([model(x).softmax(-1).topk(1, dim=-1).indices.squeeze(-1) == y for x, y in loader])
    finally:
        if was:
            model.train()
    return hits.double().mean().item()
