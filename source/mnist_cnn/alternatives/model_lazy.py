"""Lazy layers, made concrete by a dry run.

question: q2_model
fails: none
"""
def build_model(p_drop):
    net = nn.Sequential(
        nn.LazyConv2d(16, 3, padding=1), nn.LazyBatchNorm2d(), nn.ReLU(inplace=True), nn.MaxPool2d(2),
        nn.LazyConv2d(32, 3, padding=1), nn.LazyBatchNorm2d(), nn.ReLU(inplace=True), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(p_drop), nn.LazyLinear(128), nn.ReLU(inplace=True), nn.Dropout(p_drop), nn.LazyLinear(10))
    with torch.no_grad():
        net.eval()(torch.zeros(1, 1, 28, 28))
    return net.train()
