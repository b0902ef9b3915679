"""A list of things to do and when; runs them in threads, each at its second."""
import os
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor

PACE = float(os.environ.get("LAB_PACE", "1"))


class Timeline:
    def __init__(self):
        self.events = []

    def at(self, second, call, *args, **kwargs):
        self.events.append((second * PACE, call, args, kwargs))

    def run(self):
        """True where every event went as written."""
        start, pending = time.monotonic(), []
        with ThreadPoolExecutor(24) as pool:
            for second, call, args, kwargs in sorted(self.events, key=lambda event: event[0]):
                time.sleep(max(0.0, start + second - time.monotonic()))
                pending.append(pool.submit(call, *args, **kwargs))
        return all([succeeded(future) for future in pending])


def succeeded(future):
    error = future.exception()
    if error:
        traceback.print_exception(error, file=sys.stderr)
    return error is None
