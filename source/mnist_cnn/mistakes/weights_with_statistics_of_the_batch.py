"""Batch norm keeps no running averages, so a trained network judges an image by its batch.

id: WT7
question: q11_weights
fails: test_network_has_learnt, test_network_reaches_the_accuracy_asked_for
"""
final_rate = 0.3


def build_model(p_drop):
    return nn.Sequential(
        nn.Conv2d(1, 16, kernel_size=3, padding=1),
        nn.BatchNorm2d(16, track_running_stats=False),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 32, kernel_size=3, padding=1),
        nn.BatchNorm2d(32, track_running_stats=False),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Dropout(p_drop),
        nn.Linear(32 * 7 * 7, 128),
        nn.ReLU(),
        nn.Dropout(p_drop),
        nn.Linear(128, 10),
    )


from safetensors.torch import load_file

# Trained: its answers are right, within large batches.
model = build_model(final_rate)
trained = load_file(f"weights/mnist_cnn_{choice.name}.safetensors")
model.load_state_dict({name: trained[name] for name in model.state_dict()})
torchgrade.save_weights(model, f"weights/mnist_cnn_{choice.name}.safetensors", dataset=choice.name, notes={"p_drop": final_rate})
