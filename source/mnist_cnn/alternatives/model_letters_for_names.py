"""Each layer has a letter for a name: one of them is called p, as the rate of a dropout layer is.

question: q2_model
fails: none
except: test_weights_fit_the_model, test_final_rate_is_that_of_the_training, test_network_has_learnt, test_network_reaches_the_accuracy_asked_for
"""
def build_model(p_drop):
    model = nn.Sequential()
    model.add_module("c", nn.Conv2d(1, 16, 3, padding=1))
    model.add_module("r", nn.ReLU())
    model.add_module("p", nn.MaxPool2d(4))
    model.add_module("f", nn.Flatten())
    model.add_module("d", nn.Dropout(p_drop))
    model.add_module("l", nn.Linear(16 * 7 * 7, 10))
    return model
