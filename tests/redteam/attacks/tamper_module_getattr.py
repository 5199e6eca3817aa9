"""Is a module whose attributes appear on demand for ever, with a forward that is another object each time.

class: tamper
honest: 6..10
unsandboxed: yes
"""


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)

    def __getattribute__(self, name):
        if name.startswith("__") or name in ("linear", "_modules", "_parameters", "_buffers"):
            return super().__getattribute__(name)
        if name in ("forward", "state_dict"):
            return lambda *anything, **more: type("Forever", (), {"__getattr__": lambda s, n: s})()
        return super().__getattribute__(name)
