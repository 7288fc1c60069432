"""What both programs share: their configuration, and that they never outlive the test that started them."""

import json
import os
import sys
import threading


def read_configuration():
    """Reads one line of JSON from standard input. The program then ends when standard input does."""
    configuration = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_standard_input, daemon=True).start()
    return configuration


def report(fact):
    """Prints one fact as a line of JSON."""
    print(json.dumps(fact), flush=True)


def _end_with_standard_input():
    while sys.stdin.readline():
        pass
    # Not sys.exit, which would wait for the threads of gRPC.
    os._exit(0)
