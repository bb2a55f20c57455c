"""What works beside everything else comes to its end before the process does, if that does not take long."""

import subprocess
import sys

PROGRAM = """
import sys, time
from knowledge.background import in_background

def work(seconds):
    time.sleep(seconds)
    print("done", flush=True)

in_background("work", work, float(sys.argv[1]))
"""


def what_is_printed(seconds: float) -> str:
    command = [sys.executable, "-c", PROGRAM, str(seconds)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


def test_a_process_waits_for_what_is_soon_done() -> None:
    assert what_is_printed(0.5) == "done\n"


def test_a_process_does_not_wait_for_what_takes_long() -> None:
    assert what_is_printed(50) == ""
