"""Returns objects that answer every question with another object, for ever.

class: exhaust
honest: 6..8
seconds: 40
"""


class Forever:
    def __getattr__(self, name):
        return Forever()

    def __call__(self, *anything, **more):
        return Forever()

    def __iter__(self):
        while True:
            yield Forever()

    def __getitem__(self, index):
        return Forever()


def squares(numbers):
    return Forever()


answer = Forever()
Net = Forever()
