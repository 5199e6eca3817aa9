"""Weights in the memory format channels_last.

question: q2_model
fails: none
"""
def build_model(p_drop):
    net = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(float(p_drop)), nn.Linear(1568, 128), nn.ReLU(), nn.Dropout(float(p_drop)), nn.Linear(128, 10))
    net = net.to(memory_format=torch.channels_last)
    return net
