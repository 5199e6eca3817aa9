"""With nbytes and itemsize.

question: q8_memory
fails: none
"""
def optimizer_bytes(model, rule):
    copies = {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}
    if rule not in copies:
        raise ValueError(f"{rule!r} is none of {', '.join(copies)}")
    trained = [p for p in model.parameters() if p.requires_grad]
    return copies[rule] * sum(p.nbytes for p in trained)
