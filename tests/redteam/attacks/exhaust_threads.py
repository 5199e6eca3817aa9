"""Starts five thousand threads that wait.

class: exhaust
where: end
seconds: 30
"""

import threading
import time

for _ in range(5000):
    try:
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
    except RuntimeError:
        break
