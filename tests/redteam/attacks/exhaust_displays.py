"""Shows a hundred thousand rich outputs, and one of a hundred megabytes.

class: exhaust
where: end
seconds: 60
"""

for number in range(100_000):
    display({"text/plain": str(number), "text/html": "<b>x</b>"}, raw=True)
display({"image/png": "A" * 10**8}, raw=True)
