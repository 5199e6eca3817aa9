"""The network was made wider after training: it is allowed, but the weights handed in no longer fit.

id: WT1
question: q2_model
fails: test_weights_fit_the_model
also: q11_weights
"""
def build_model(p_drop):
    return nn.Sequential(
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
        nn.Linear(32 * 7 * 7, 256),
        nn.ReLU(),
        nn.Dropout(p_drop),
        nn.Linear(256, 10),
    )
