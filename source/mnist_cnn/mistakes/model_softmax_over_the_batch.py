"""A Softmax over dimension 0, the batch: the rows do not add up to 1, so it does not look like probabilities.

question: q2_model
fails: test_output_is_raw_logits
also: q11_weights
"""
def build_model(p_drop):
    model = nn.Sequential(
        nn.Conv2d(1, 16, kernel_size=3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 32, kernel_size=3, padding=1),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Dropout(p_drop),
        nn.Linear(32 * 7 * 7, 128),
        nn.ReLU(),
        nn.Dropout(p_drop),
        nn.Linear(128, 10), nn.Softmax(dim=0),
    )
    return model
