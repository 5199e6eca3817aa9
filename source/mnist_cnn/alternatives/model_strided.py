"""Strided convolutions, no pooling, no batch norm, built by appending.

question: q2_model
fails: none
except: test_final_rate_is_that_of_the_training, test_weights_fit_the_model, test_network_has_learnt, test_network_reaches_the_accuracy_asked_for
"""
def build_model(p_drop):
    layers = []
    width = 1
    for filters in (24, 48):
        layers += [nn.Conv2d(width, filters, 5, stride=2, padding=2), nn.ReLU()]
        width = filters
    layers += [nn.Dropout2d(p=p_drop), nn.Flatten(start_dim=1)]
    layers += [nn.Linear(48 * 7 * 7, 100), nn.ReLU(inplace=True), nn.Dropout(p=p_drop), nn.Linear(100, 10)]
    return nn.Sequential(*layers)
