"""How calls ended, for clients that ask in another call."""

import threading


class CallEndings:
    def __init__(self):
        self._changed = threading.Condition()
        self._cancelled = {}

    def record(self, call_id, cancelled):
        with self._changed:
            self._cancelled[call_id] = cancelled
            self._changed.notify_all()

    def wait(self, call_id, timeout):
        """Whether the call was cancelled. Returns None when it has not ended within the timeout, in seconds."""
        with self._changed:
            self._changed.wait_for(lambda: call_id in self._cancelled, timeout)
            return self._cancelled.get(call_id)
