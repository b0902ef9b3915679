#!/usr/bin/env python3
"""The generator of large servers (bench/generate) against the real Exim: what it writes is a queue as
Exim sees it, message for message, and a scan finds what it hid in it.

    tests/oracle/generated_server.py [MESSAGES]     default 10000; flat and split

Exit status: 0 all agree, 1 something differs, 77 no Exim or no compiler here.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import large_server
from large_server import NOW

PROGRAM = os.environ.get("QUEUEHOUND", str(large_server.REPO / "build/release/queuehound"))
LOG_BYTES = 20_000_000
ENTRY = re.compile(r"^ *\d+[mhd] +[\d.]+[KM]? +(\S+) <(.*?)>( \*\*\* frozen \*\*\*)?$")
RESULTS = Counter()


def check(claim, found, wanted):
    print(f"{'ok  ' if found == wanted else 'FAIL'} {claim}: {found}" + ("" if found == wanted else f", expected {wanted}"))
    RESULTS["passed" if found == wanted else "failed"] += 1


def exim(root, *arguments):
    """Exim itself, pointed at the generated queue; root keeps its rights with -C."""
    settings = root.parent / f"{root.name}.conf"
    settings.write_text(f"spool_directory = {root}/var/spool/exim\nlog_file_path = {root.parent}/%slog\nkeep_environment =\n"
                        f"split_spool_directory = {'true' if root.name == 'split' else 'false'}\n")
    return subprocess.run(["/usr/sbin/exim4", "-C", settings, *arguments], capture_output=True, text=True, errors="replace")


def check_against_exim(root, truth):
    check(f"{root.name}: exim -bpc", exim(root, "-bpc").stdout.strip(), str(truth["spool_messages"]))
    listed, recipients = [], 0
    odd = 0
    for line in exim(root, "-bp").stdout.splitlines():
        if found := ENTRY.match(line):
            listed.append(found)
        elif line.startswith("          "):
            recipients += 1
        elif line:
            odd += 1
    check(f"{root.name}: lines of exim -bp that are no message", odd, 0)
    check(f"{root.name}: messages that exim -bp lists", len({found[1] for found in listed}), truth["spool_messages"])
    check(f"{root.name}: recipients", recipients, truth["spool_recipients"])
    check(f"{root.name}: frozen", sum(bool(found[3]) for found in listed), truth["spool_frozen"])
    check(f"{root.name}: bounces", sum(not found[2] for found in listed), truth["spool_bounces"])


def check_scan(root, truth):
    scan = subprocess.run([PROGRAM, "scan", "--root", root, "--now", NOW, "--json"], capture_output=True)
    incidents = json.loads(scan.stdout)["incidents"]
    named = {incident["account"] or incident["system_user"] for incident in incidents}
    check(f"{root.name}: who is named", sorted(named), sorted({truth["victim"], truth["script_account"]}))
    queued = {incident["kind"]: incident["messages"]["queued"] for incident in incidents}
    check(f"{root.name}: the mailbox's queued messages", queued.get("mailbox"), truth["spool_victim_messages"])
    check(f"{root.name}: the script's queued messages", queued.get("script"), truth["spool_script_messages"])


def main():
    if not shutil.which("g++") or not Path("/usr/sbin/exim4").exists():
        print("no g++ or no exim4 here")
        return 77
    messages = sys.argv[1] if len(sys.argv) > 1 else "10000"
    with tempfile.TemporaryDirectory() as work:
        os.chmod(work, 0o777)  # Exim drops its rights before it logs
        program = large_server.build_generator(work)
        for name, options in (("flat", []), ("split", ["--split"])):
            root = Path(work, name)
            truth = large_server.generate(program, root, "--messages", messages, "--log", LOG_BYTES, *options)
            check_against_exim(root, truth)
            check_scan(root, truth)
    print(f"{RESULTS['passed']} passed, {RESULTS['failed']} failed")
    return 1 if RESULTS["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
