#!/usr/bin/env python3
"""Counts the instructions that each parser spends on one record, and a whole scan of a large server on one
line of its log or one message of its queue, and holds them to the table in
tests/oracle/instruction_counts.txt: 5 % more is a failure.

    tests/oracle/instruction_counts.py             compare
    tests/oracle/instruction_counts.py --update    write the table anew: say in the commit why it rose

Counted by callgrind: parsers inside the parse functions alone, which are given one fixed record again and
again, no clock, no disk, no other program; scans from beginning to end, judging with them (who sorted all
mail anew for each program that was asked about cost a third of a scan, and no parser's count showed it). The
C library is told to use its plain code, so that the processor at hand makes no difference; addresses are not
randomised. Another compiler gives other numbers: skipped.
"""
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import large_server

HERE = Path(__file__).resolve().parent
REPO = HERE.parents[1]
TABLE = HERE / "instruction_counts.txt"
LOOP = Path(os.environ.get("QUEUEHOUND_ORACLES", REPO / "build/release/oracle"), "oracle_parser_loop")
PROGRAM = os.environ.get("QUEUEHOUND", str(REPO / "build/release/queuehound"))
SCANS = {"whole_log_line": (["--log", 80_000_000], "log_lines"), "whole_queued": (["--messages", 20_000], "spool_messages")}
ROUNDS = 2000
ALLOWED = 0.05
# As in glibc's manual, "Hardware Capability Tunables": what a processor has beyond the first amd64.
PLAIN = "glibc.cpu.hwcaps=" + ",".join("-" + name for name in (
    "AVX", "AVX2", "AVX512F", "AVX512VL", "AVX512BW", "BMI1", "BMI2", "LZCNT", "MOVBE", "RTM", "ERMS", "FSRM",
    "SSE4_1", "SSE4_2", "SSSE3", "AVX_Fast_Unaligned_Load", "Prefer_No_VZEROUPPER"))


def under_callgrind(name, options, command, good=(0,)):
    """Instructions in all; `good` are the exit statuses that mean success."""
    with tempfile.TemporaryDirectory() as folder:
        fixed = ["setarch", os.uname().machine, "-R"]
        if subprocess.run([*fixed, "true"], capture_output=True).returncode != 0:
            fixed = []  # a container may forbid it; valgrind places most things itself
        run = subprocess.run([*fixed, "valgrind", "--tool=callgrind", *options, f"--callgrind-out-file={folder}/out", *command],
                             capture_output=True, text=True, env={"PATH": os.environ["PATH"], "GLIBC_TUNABLES": PLAIN})
    collected = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode not in good or not collected or int(collected[1]) == 0:
        sys.exit(f"FAIL {name}: exit {run.returncode}: {run.stderr[-500:]}")
    return int(collected[1])


def count_record(name):
    """Instructions a record."""
    return round(under_callgrind(name, ["--collect-atstart=no", "--toggle-collect=parse_rounds"],
                                 [LOOP, name, str(ROUNDS)]) / ROUNDS)


def count_scan(name):
    """Instructions a line of the log, or a message of the queue."""
    options, unit = SCANS[name]
    with tempfile.TemporaryDirectory() as work:
        root = Path(work, "server")
        truth = large_server.generate(large_server.build_generator(work), root, *options)
        return round(under_callgrind(name, [], [PROGRAM, "scan", "--root", root, "--now", large_server.NOW, "--json", "--fast",
                                                "--threads", "1", "--no-cache"], (1,)) / truth[unit])


def count(name):
    return count_scan(name) if name in SCANS else count_record(name)


def read_table():
    lines = TABLE.read_text().splitlines() if TABLE.exists() else []
    rows = dict(line.split() for line in lines if line and not line.startswith("#"))
    compiler = next((line.removeprefix("# compiler ") for line in lines if line.startswith("# compiler ")), None)
    return compiler, {name: int(number) for name, number in rows.items()}


def write_table(compiler, counts):
    TABLE.write_text("# Instructions a record, and of whole scans a line or a message; on the portable path;\n"
                     "# by instruction_counts.py --update\n"
                     f"# compiler {compiler}\n" +
                     "".join(f"{name:<16}{number:>8}\n" for name, number in counts.items()))


def main():
    if not shutil.which("valgrind") or not os.access(LOOP, os.X_OK):
        print(f"skipped: needs valgrind and {LOOP.name}")
        return 77
    compiler, *rows = subprocess.run([LOOP], capture_output=True, text=True, check=True).stdout.splitlines()
    compiler = compiler.removeprefix("compiler ")
    known_compiler, known = read_table()
    is_update = "--update" in sys.argv[1:]
    if os.uname().machine != "x86_64" or (compiler != known_compiler and not is_update):
        print(f"skipped: the table is for g++ {known_compiler} on x86_64, this is {compiler}")
        return 77
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        names = [*SCANS, *rows]  # the longest first
        counts = dict(zip(names, pool.map(count, names)))
    wrong = 0
    for name, number in counts.items():
        before = known.get(name)
        change = f"{(number - before) / before:+.1%}" if before else "new"
        is_wrong = not is_update and (before is None or number > before * (1 + ALLOWED))
        wrong += is_wrong
        print(f"{'FAIL' if is_wrong else 'ok  '} {name:<16}{number:>8}  {change}")
    missing = set(known) - set(counts)
    if is_update:
        write_table(compiler, counts)
    elif missing:
        print(f"FAIL in the table, but not counted: {' '.join(sorted(missing))}")
        wrong += len(missing)
    if wrong:
        print("something became slower; where that is meant: tests/oracle/instruction_counts.py --update")
    print(f"{len(counts) + len(missing) - wrong} passed, {wrong} failed, 0 skipped")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
