"""Work beside everything else, which a process that ends does not tear apart."""

import atexit
from collections.abc import Callable
from threading import Thread
from typing import ParamSpec

# Loading an encoder takes less. An interpreter that ends while a thread is inside the encoder's library aborts the
# whole process; waiting in Python, as for what is learned in another process, may be cut off at any time.
PATIENCE_SECONDS = 3.0

P = ParamSpec("P")


def in_background(name: str, work: Callable[P, object], /, *args: P.args, **kwargs: P.kwargs) -> Thread:
    """Start `work` in a thread called `name`; the end of the process waits for it, but not for long."""
    thread = Thread(target=work, args=args, kwargs=kwargs, name=name, daemon=True)
    thread.start()
    atexit.register(thread.join, PATIENCE_SECONDS)
    return thread
