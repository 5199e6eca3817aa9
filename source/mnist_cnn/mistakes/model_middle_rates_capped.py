"""A wrong rate between 0.4 and 0.8 only (0.5, 0.6, 0.7 become 0.4).

question: q2_model
fails: test_every_dropout_layer_has_rate_p_drop
"""
def build_model(p_drop):
    p = 0.4 if 0.5 <= p_drop <= 0.7 else p_drop
    return nn.Sequential(
        nn.Conv2d(1, 16, kernel_size=3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, kernel_size=3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(p), nn.Linear(32 * 7 * 7, 128), nn.ReLU(), nn.Dropout(p), nn.Linear(128, 10),
    )
