"""No linear layer at all: the last convolution leaves one place for each class. Its weights would have to be trained.

question: q2_model
fails: none
except: test_final_rate_is_that_of_the_training, test_weights_fit_the_model, test_network_has_learnt, test_network_reaches_the_accuracy_asked_for
"""
def build_model(p_drop):
    model = nn.Sequential()
    width = 1
    for k in (16, 32, 64):
        model.append(nn.Conv2d(width, k, 3, padding=1)).append(nn.BatchNorm2d(k)).append(nn.ReLU()).append(nn.MaxPool2d(2)).append(nn.Dropout2d(p_drop))
        width = k
    model.append(nn.Conv2d(64, 10, 3)).append(nn.Flatten())
    return model
