"""What a running server takes: `python3 memory.py PID`, with psutil, on the machine (or in the container) it runs on.

Shared memory is counted once: each process is reckoned with its proportional set size.
"""

import sys

import psutil

MIB = 2**20


def taken(process: psutil.Process) -> float:
    """Proportional set size in MiB."""
    return process.memory_full_info().pss / MIB


def main() -> None:
    server = psutil.Process(int(sys.argv[1]))
    sizes = sorted(map(taken, server.children(recursive=True)))
    own = taken(server)
    print(f"server {own:.0f} MiB, kernels {sum(sizes):.0f} MiB, together {own + sum(sizes):.0f} MiB")
    print(f"{len(sizes)} kernels, preloader and spare ones included:", " ".join(f"{size:.0f}" for size in sizes))


if __name__ == "__main__":
    main()
