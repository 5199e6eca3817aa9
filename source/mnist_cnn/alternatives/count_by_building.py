"""The layers are built, and asked for their sizes.

id: control
question: q1_count
fails: none
"""
def count(*layers):
    return sum(p.numel() for layer in layers for p in layer.parameters())


layers = [nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), nn.Linear(1568, 128), nn.Linear(128, 10)]
conv1_params, bn1_params, conv2_params, _, fc1_params, _ = [count(layer) for layer in layers]
total_params = count(*layers)
fc1_without_pooling = count(nn.Linear(32 * 28 * 28, 128))
