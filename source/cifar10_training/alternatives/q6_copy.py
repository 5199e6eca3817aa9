"""Measured on a copy.

question: q6_start
fails: none
cell: initial_loss
"""
@torch.no_grad()
def initial_loss(net, loader, criterion):
    twin, where = copy.deepcopy(net).eval(), next(net.parameters()).device
    parts = [(criterion(twin(x.to(where)), y.to(where)).cpu().double(), y.numel()) for x, y in loader]
    sizes = torch.tensor([n for _, n in parts], dtype=torch.float64)
    return float((torch.stack([loss for loss, _ in parts]) * sizes).sum() / sizes.sum())
