#!/usr/bin/env python3
"""Holds `queuehound scan --json` of the sample server against the real programs' own answers
(examples/sample-server.oracle) and against what was done (examples/sample-server.truth.json).

    tests/oracle/sample_counts.py [BINARY]     default: $QUEUEHOUND, else build/release/queuehound

Exit status: 0 all agree, 1 something differs, 77 no binary.
"""
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(REPO / "lab/stage"))

import score

SAMPLE = REPO / "examples/sample-server"
ORACLE = REPO / "examples/sample-server.oracle"
BP_ENTRY = re.compile(r"^ *\d+[mhd] +[\d.]+[KM]? +(\w{6}-\w{6}-\w\w) <")
RESULTS = Counter()


def check(claim, found, wanted):
    agrees = found == wanted
    print(f"{'ok  ' if agrees else 'FAIL'} {claim}: {found}" + ("" if agrees else f", expected {wanted}"))
    RESULTS["passed" if agrees else "failed"] += 1


def check_holds(claim, wrong):
    """`wrong` lists what speaks against the claim."""
    check(claim, sorted(wrong)[:8], [])


def oracle(name):
    return (ORACLE / name).read_text()


def first_number(text):
    return int(re.search(r"\d+", text)[0])


def listed_recipients():
    lines = oracle("exim-bp.txt").splitlines()
    return sum(bool(re.match(r"^ {8}[ D] \S", line)) for line in lines)


def check_queue(queue):
    ids = {found[1] for line in oracle("exim-bp.txt").splitlines() if (found := BP_ENTRY.match(line))}
    check("messages as exim -bpc counts", queue["messages"], first_number(oracle("exim-bpc.txt")))
    check("messages as exim -bp lists", queue["messages"], len(ids))
    check("frozen as exiqgrep -z counts", queue["frozen"], first_number(oracle("exiqgrep-frozen.txt")))
    check("bounces as exiqgrep -f '^<>$' counts", queue["bounces"], first_number(oracle("exiqgrep-bounces.txt")))
    check("recipients as exim -bp lists", queue["recipients"], listed_recipients())
    return ids


def origins(incident, via=None):
    return {row["address"]: row["events"] for row in incident["origins"] if via in (None, row["via"])}


def check_outgoing(truth, found):
    """The whole flood falls into the window, a message a recipient: every count is known."""
    name, wanted = truth["kind"], truth["recipients"]
    for field, count in (("submitted", wanted["all"]), ("recipients", wanted["all"]), ("distinct_recipients", wanted["all"]),
                         ("delivered", wanted["delivered"]), ("deferred", wanted["deferred"]), ("failed", wanted["failed"]),
                         ("queued", len(truth["flood"])), ("frozen", 0)):
        check(f"{name}: {field}", found["messages"][field], count)
    for field, value in truth["fields"].items():
        check(f"{name}: {field}", found[field], value)
    via = "smtp_auth" if name == "mailbox" else "web"
    check(f"{name}: origins by {via}", origins(found, via), {address: count for address, door, count in truth["events"] if door == via})
    selection = found["queue_selection"]
    check_holds(f"{name}: the whole flood is quarantined", set(truth["flood"]) - set(selection["quarantine"]))
    check_holds(f"{name}: the actor's honest mail is spared", set(truth["spare"]) - set(selection["spare"]))


def check_inbound(wanted, found):
    """Campaigns may be told apart in more than one way; what counts is that each attacker is named."""
    named = Counter()
    for incident in found:
        for row in incident["origins"]:
            named[row["address"]] += row["events"]
    for truth in wanted:
        events = Counter()
        for address, _, count in truth["events"]:
            events[address] += count
        for address, count in events.items():
            check(f"inbound: events of {address}", named[address], count)


def check_incidents(scan, truth, ids):
    row = score.compare(truth, scan, score.Knowledge(script=True))
    check_holds("no innocent is named or blocked, no honest message taken, no culprit missed", row["wrong"])
    found = json.loads(scan.stdout)["incidents"]
    for crime in truth["crimes"]:
        if crime["kind"] != "inbound":
            check_outgoing(crime, next(incident for incident in found if score.is_meant(crime, incident)))
    check_inbound([crime for crime in truth["crimes"] if crime["kind"] == "inbound"],
                  [incident for incident in found if incident["kind"] == "inbound"])
    taken = [i for incident in found for i in incident["queue_selection"]["quarantine"]]
    check_holds("no id is in two quarantines", {i for i, count in Counter(taken).items() if count > 1})
    check_holds("only queued messages are quarantined", set(taken) - ids)


def main(binary):
    if not Path(binary).exists():
        print(f"no {binary}; skipped")
        return 77
    scan = subprocess.run([binary, "scan", "--root", str(SAMPLE), "--json"], capture_output=True, check=False)
    check("exit status of scan: incidents found", scan.returncode, 1)
    if not scan.stdout.strip():
        print(scan.stderr.decode(errors="replace"))
        return 1
    ids = check_queue(json.loads(scan.stdout)["queue"])
    truth = json.loads((REPO / "examples/sample-server.truth.json").read_text())
    check_incidents(scan, truth, ids)
    print(f"{RESULTS['passed']} passed, {RESULTS['failed']} failed")
    return 1 if RESULTS["failed"] else 0


if __name__ == "__main__":
    default = os.environ.get("QUEUEHOUND", str(REPO / "build/release/queuehound"))
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else default))
