"""Trial.

question: q2_model
fails: none
except: test_weights_fit_the_model, test_network_has_learnt, test_network_reaches_the_accuracy_asked_for
"""
def build_model(p_drop):
    def conv(a, b):
        return [nn.Conv2d(a, b, 3, padding="same"), nn.ReLU()]
    return nn.Sequential(*conv(1, 32), *conv(32, 32), nn.MaxPool2d(2), nn.Dropout(p_drop), *conv(32, 64), *conv(64, 64), nn.MaxPool2d(2), nn.Dropout(p_drop),
        *conv(64, 96), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(864, 256), nn.ReLU(), nn.Dropout(p_drop), nn.Linear(256, 10))
