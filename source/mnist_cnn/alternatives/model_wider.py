"""A wider linear layer, 160 units, still under a million parameters; the additional units of its
weights are idle.

id: control
question: q2_model
fails: none
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
        nn.Linear(32 * 7 * 7, 160),
        nn.ReLU(),
        nn.Dropout(p_drop),
        nn.Linear(160, 10),
    )


def write_own_weights(convert):
    """Stands for a training run of this network: its weights are those of the handed-in one, rearranged."""
    import pathlib

    from safetensors.torch import load_file

    path = pathlib.Path(f"weights/mnist_cnn_{choice.name}.safetensors")
    if path.exists():
        model = build_model(0.5)
        convert(model, load_file(path))
        torchgrade.save_weights(model, path, dataset=choice.name, notes={"p_drop": 0.2})


def pad(model, weights):
    state = model.state_dict()
    for name, value in weights.items():
        wide = torch.zeros_like(state[name])
        wide[tuple(slice(0, n) for n in value.shape)] = value
        state[name] = wide
    model.load_state_dict(state)


write_own_weights(pad)
