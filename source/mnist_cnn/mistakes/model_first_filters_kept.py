"""The first convolution begins with the same weights in each network (kept in a global); only the others are new.

question: q2_model
fails: test_every_call_gives_a_fresh_model
"""
_filters = torch.randn(16, 1, 3, 3) / 3


def build_model(p_drop):
    conv = nn.Conv2d(1, 16, kernel_size=3, padding=1)
    with torch.no_grad():
        conv.weight.copy_(_filters)
    return nn.Sequential(
        conv, nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, kernel_size=3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(p_drop), nn.Linear(32 * 7 * 7, 128), nn.ReLU(), nn.Dropout(p_drop), nn.Linear(128, 10),
    )
