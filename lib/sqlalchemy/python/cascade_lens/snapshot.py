"""Makes Python's memory fit for a snapshot: nothing of JavaScript's in it."""

import gc

from .recording import host, recording


def prepare():
    recording.reset(None)
    host.disconnect()
    gc.collect()
