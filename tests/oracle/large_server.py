"""A server of any size, by the generator of the benchmarks (bench/generate.cc). Needs g++."""
import json
import subprocess
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
SOURCES = ["generate.cc", "all_sites.cc", "main_log.cc", "other_logs.cc", "spool.cc", "world.cc"]
NOW = "2026-11-23 20:00:00"  # the end of its logs


def build_generator(folder):
    program = Path(folder, "generate")
    subprocess.run(["g++", "-std=c++23", "-O1", *(REPO / "bench" / name for name in SOURCES), "-o", program], check=True)
    return program


def generate(program, root, *options):
    """Writes the tree `root`; what is in it, by name of the fact."""
    made = subprocess.run([program, root, *map(str, options)], check=True, capture_output=True)
    return json.loads(made.stdout)
