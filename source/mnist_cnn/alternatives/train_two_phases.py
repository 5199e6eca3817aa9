"""Two phases in one loop, Python shuffles, and the validation is measured without accuracy.

question: q6_train
fails: none
"""
import random


def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    net = model.to(device)
    adam = torch.optim.Adam(net.parameters(), lr=lr, betas=(0.9, 0.999))
    data = {"train": train_set, "val": val_set}
    history = {"loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(1, epochs + 1):
        for phase in ("train", "val"):
            net.train(phase == "train")
            x_all, y_all = data[phase]
            order = list(range(len(x_all)))
            if phase == "train":
                random.shuffle(order)
            loss_sum, correct = torch.zeros((), device=device), torch.zeros((), dtype=torch.long, device=device)
            for i in range(0, len(order), batch_size):
                rows = order[i:i + batch_size]
                x, y = x_all[rows].to(device), y_all[rows].to(device)
                with torch.set_grad_enabled(phase == "train"):
                    out = net(x)
                    loss = nn.functional.nll_loss(nn.functional.log_softmax(out, dim=1), y, reduction="sum") / len(rows)
                if phase == "train":
                    adam.zero_grad(set_to_none=True)
                    loss.backward()
                    adam.step()
                loss_sum += loss.detach() * len(rows)
                correct += (out.argmax(1) == y).sum()
            if phase == "train":
                history["loss"].append(float(loss_sum) / len(x_all))
            history[f"{phase}_accuracy"].append(correct.item() / len(x_all))
        if report is not None:
            report(history)
    return history
