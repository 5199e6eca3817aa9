"""Dropout layers are added only if the rate is positive, so the names of the weights depend on the
rate.

id: MN14
question: q2_model
fails: test_same_layers_for_every_rate
also: q11_weights
"""
def build_model(p_drop):
    layers = [
        nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(),
    ]
    if p_drop > 0:
        layers.append(nn.Dropout(p_drop))
    layers += [nn.Linear(32 * 7 * 7, 128), nn.ReLU()]
    if p_drop > 0:
        layers.append(nn.Dropout(p_drop))
    layers.append(nn.Linear(128, 10))
    return nn.Sequential(*layers)
