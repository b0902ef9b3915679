#!/usr/bin/env python3
"""Breaks copies of the sample server in every way we know and scans them. See harness.py for what must
hold of every answer.

  run_hostile.py [--binary PATH] [--only WORDS] [--patience FACTOR] [--no-weighing] [--list]
"""
import argparse
import concurrent.futures
import importlib
import os
import pathlib
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import harness  # noqa: E402

FOLDERS = ("tree_cases", "log_cases", "spool_cases", "claim_cases", "forgery_cases", "command_cases",
           "entry_cases")


def all_cases():
    for folder in FOLDERS:
        yield from importlib.import_module(folder).cases()


def attempt(function):
    try:
        function()
        return "passed", ""
    except harness.Skipped as skipped:
        return "skipped", str(skipped)
    except harness.Failed as failed:
        return "failed", str(failed)
    except Exception as error:  # a case that breaks is a failed case, not the end of the run
        return "failed", f"{type(error).__name__}: {error}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", nargs="?", default=os.environ.get("QUEUEHOUND"))
    parser.add_argument("--binary")
    parser.add_argument("--only", default="", help="regular expression on the cases' names")
    parser.add_argument("--patience", type=float, default=1.0, help="factor on the time limits")
    parser.add_argument("--no-weighing", action="store_true", help="memory is not measured")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    chosen = [case for case in all_cases() if re.search(options.only, case[0])]
    if options.list:
        print("\n".join(name for name, _ in chosen))
        return 0
    binary = options.binary or options.program
    if binary:
        harness.settings.binary = str(pathlib.Path(binary).resolve())
    harness.settings.patience = options.patience
    harness.settings.weigh = not options.no_weighing
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    begun = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for (name, _), (result, why) in zip(chosen, pool.map(attempt, [case[1] for case in chosen])):
            counts[result] += 1
            if result != "passed":
                print(f"{result.upper()}  {name}: {why}", flush=True)
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    line = f"{counts['passed']} passed, {counts['failed']} failed"
    print(line + (f", {counts['skipped']} skipped" if counts["skipped"] else ""))
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
