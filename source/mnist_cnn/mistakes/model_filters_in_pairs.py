"""The second half of the first filters copies the first half.

question: q2_model
fails: test_every_call_gives_a_fresh_model
"""
def build_model(p_drop):
    net = nn.Sequential(nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Dropout(p_drop), nn.Linear(1568, 128), nn.ReLU(), nn.Dropout(p_drop), nn.Linear(128, 10))
    with torch.no_grad():
        net[0].weight[8:] = net[0].weight[:8]
    return net
