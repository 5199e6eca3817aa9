"""A ParameterDict, torch.optim.SGD, batches by BatchSampler and SequentialSampler.

question: q4_train
fails: none
cell: train
"""
from torch.utils.data import BatchSampler, SequentialSampler


def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    learned = nn.ParameterDict({name: nn.Parameter(value.detach().clone()) for name, value in params.items()})
    optimizer = torch.optim.SGD(learned.parameters(), lr=learning_rate, foreach=False)
    losses = []

    def loss_of(rows):
        return F.mse_loss(predict(learned, x[rows], activation, output), y[rows]) * 0.5

    for _ in range(epochs):
        for rows in BatchSampler(SequentialSampler(range(len(x))), batch_size, drop_last=False):
            optimizer.zero_grad(set_to_none=True)
            loss_of(rows).backward()
            optimizer.step()
        with torch.inference_mode():
            losses += [loss_of(slice(None)).item()]
    return {name: value.data for name, value in learned.items()}, losses
