"""Asks for devices that are not there, and for libraries that are loaded from its folder.

class: exhaust
honest: 9..10
"""

import ctypes


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)
        with open("library.so", "wb") as file:
            file.write(b"\x7fELF" + b"\0" * 100)
        try:
            ctypes.CDLL("./library.so")
        except OSError:
            pass

    def forward(self, x):
        return self.linear(x.to("cuda" if torch.cuda.is_available() else "cpu")).cpu()
