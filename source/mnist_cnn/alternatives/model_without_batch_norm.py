"""No batch norm. Its own weights: batch norm of the handed-in network folded into the convolutions.

id: control
question: q2_model
fails: none
"""
def build_model(p_drop):
    return nn.Sequential(
        nn.Conv2d(1, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 32, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Dropout(p_drop),
        nn.Linear(32 * 7 * 7, 128),
        nn.ReLU(),
        nn.Dropout(p_drop),
        nn.Linear(128, 10),
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


def fold(model, weights):
    state = {"8.weight": weights["10.weight"], "8.bias": weights["10.bias"], "11.weight": weights["13.weight"], "11.bias": weights["13.bias"]}
    for here, conv, norm in (("0", "0", "1"), ("3", "4", "5")):
        scale = weights[f"{norm}.weight"] / (weights[f"{norm}.running_var"] + 1e-5).sqrt()
        state[f"{here}.weight"] = weights[f"{conv}.weight"] * scale[:, None, None, None]
        state[f"{here}.bias"] = (weights[f"{conv}.bias"] - weights[f"{norm}.running_mean"]) * scale + weights[f"{norm}.bias"]
    model.load_state_dict(state)


write_own_weights(fold)
