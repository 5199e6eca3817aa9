"""Other sizes, weights as Glorot and Bengio draw them, zero biases.

question: q2_model
fails: none
"""
def build_model(p_drop):
    net = nn.Sequential(nn.Conv2d(1, 8, 5, stride=2), nn.ReLU(), nn.Conv2d(8, 16, 3), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Dropout(p_drop), nn.Linear(400, 64), nn.ReLU(), nn.Dropout(p_drop), nn.Linear(64, 10))
    for m in net:
        if isinstance(m, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_uniform_(m.weight)
            nn.init.zeros_(m.bias)
    return net
