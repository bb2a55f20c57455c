"""How the process uses the processors it shares with everybody else on the machine."""

import os
import subprocess
import sys

from tests.service.process import ROOT

# Tells what numpy finds when it is first imported: it reads the setting then and never again.
WATCH = """
import os, sys
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "numpy":
            print(os.environ.get("OPENBLAS_NUM_THREADS"))
sys.meta_path.insert(0, Watch())
import bot.__main__
"""


def test_numpy_is_told_to_start_no_threads_of_its_own() -> None:
    plain = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    seen = subprocess.run(
        [sys.executable, "-c", WATCH], cwd=ROOT, env=plain, capture_output=True, text=True, check=True
    )
    assert seen.stdout.split() == ["1"]
