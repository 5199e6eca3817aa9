"""The last bias starts with a preference for one class.

question: q2_model
fails: test_fresh_model_starts_near_ln_10
"""
def build_model(p_drop):
    net = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(p_drop), nn.Linear(1568, 128), nn.ReLU(), nn.Dropout(p_drop), nn.Linear(128, 10))
    nn.init.constant_(net[-1].bias, 0.0); net[-1].bias.data[1] = 2.0
    return net
