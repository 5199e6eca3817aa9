"""Blocks in a nested Sequential; its own weights under its own names.

id: control
question: q2_model
fails: none
"""
def block(channels_in, channels_out):
    return nn.Sequential(nn.Conv2d(channels_in, channels_out, 3, padding="same"), nn.BatchNorm2d(channels_out), nn.ReLU(), nn.MaxPool2d(2))


def build_model(p_drop):
    features = nn.Sequential(block(1, 16), block(16, 32))
    classifier = nn.Sequential(nn.Flatten(), nn.Dropout(p=p_drop), nn.Linear(1568, 128), nn.ReLU(), nn.Dropout(p=p_drop), nn.Linear(128, 10))
    return nn.Sequential(features, classifier)


def write_own_weights(convert):
    """Stands for a training run of this network: its weights are those of the handed-in one, rearranged."""
    import pathlib

    from safetensors.torch import load_file

    path = pathlib.Path(f"weights/mnist_cnn_{choice.name}.safetensors")
    if path.exists():
        model = build_model(0.5)
        convert(model, load_file(path))
        torchgrade.save_weights(model, path, dataset=choice.name, notes={"p_drop": 0.2})


def rename(model, weights):
    names = {"0": "0.0.0", "1": "0.0.1", "4": "0.1.0", "5": "0.1.1", "10": "1.2", "13": "1.5"}
    model.load_state_dict({names[key.split(".")[0]] + "." + key.split(".")[1]: value for key, value in weights.items()})


write_own_weights(rename)
