"""More than a million parameters, because the linear layer is too wide (a public submission had
1,701,578).

id: MN1
question: q2_model
fails: test_model_is_under_a_million
also: q11_weights
"""
def build_model(p_drop):
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(64 * 7 * 7, 512),
        nn.ReLU(),
        nn.Dropout(p_drop),
        nn.Linear(512, 10),
    )
