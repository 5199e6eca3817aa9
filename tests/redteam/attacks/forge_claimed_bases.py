"""Sends objects that say to be of classes that C reads, of exceptions, types, modules, with whatever kind.

class: forge
where: each
honest: 0..10
"""

import sys


def _player():
    frame = sys._getframe()
    while frame is not None:
        me = frame.f_locals.get("self")
        if type(me).__name__ == "Player":
            return me
        frame = frame.f_back


BASES = [
    "numpy:ndarray",
    "numpy:generic",
    "builtins:BaseException",
    "builtins:KeyboardInterrupt",
    "builtins:StopIteration",
    "builtins:type",
    "builtins:module",
    "builtins:int",
    "builtins:str",
    "builtins:list",
    "builtins:dict",
    "builtins:tuple",
    "torch:Tensor",
    "torch:Generator",
    "torch:Size",
    "torch:dtype",
    "torch:device",
    "torch.nn.parameter:Parameter",
    "torch.nn.modules.module:Module",
    "torch.autograd.function:Function",
    "pathlib:PosixPath",
    "datetime:datetime",
    "decimal:Decimal",
    "collections:OrderedDict",
    "types:FunctionType",
    "builtins:function",
    "builtins:generator",
    "builtins:NoneType",
    "builtins:ellipsis",
    "builtins:bool",
    "builtins:slice",
    "pandas:DataFrame",
    "re:Pattern",
    "torch.utils.data.dataloader:DataLoader",
    "torch.optim.adam:Adam",
    "torch.optim.optimizer:Optimizer",
    "torch.nn.modules.container:Sequential",
    "torch._C:TensorBase",
    "torch._C:_TensorBase",
    "torch:Storage",
    "torch.storage:UntypedStorage",
    "torch:memory_format",
    "torch:layout",
    "builtins:property",
    "builtins:super",
    "builtins:object",
    "abc:ABC",
    "typing:Any",
    "types:GenericAlias",
    "os:DirEntry",
    ":",
    "builtins:",
    "builtins:int.__new__",
]
STATE = {"n": 0}


def send_one():
    P = _player()
    n = STATE["n"] = STATE["n"] + 1
    base = BASES[n % len(BASES)]
    kind = ("object", "module", "parameter", "function", "")[n % 5]
    P.channel.send(
        [
            "value",
            [30, "object", 10**6 + n, kind, bool(n % 2), base, "x", None],
            0,
            [],
            "",
            [],
            None,
        ]
    )


def scale(x):
    for _ in range(7):
        send_one()
    return x


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)

    def forward(self, x):
        send_one()
        return x


def squares(n):
    send_one()
    send_one()
    return n


def shout(w):
    send_one()
    return w
