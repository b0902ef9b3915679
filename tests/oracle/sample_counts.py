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


def actor_key(incident):
    if incident["kind"] == "mailbox":
        return ("mailbox", incident["account"])
    return (incident["kind"], incident["script"])


def origins(incident, via=None):
    return {row["address"]: row["events"] for row in incident["origins"] if via in (None, row["via"])}


def blocked(incident):
    return {row["address"] for row in incident["origins"] if row.get("block")}


def check_outgoing(truth, found):
    name = truth["kind"]
    for field in ("submitted", "recipients", "distinct_recipients", "queued", "frozen", "delivered", "deferred", "failed"):
        check(f"{name}: {field}", found["messages"][field], truth["messages"][field])
    for field in ("system_user", "domain", "url"):
        check(f"{name}: {field}", found[field], truth[field])
    via = "smtp_auth" if name == "mailbox" else "web"
    check(f"{name}: origins by {via}", origins(found, via), origins(truth, via))
    check_holds(f"{name}: no innocent is an origin", origins(found).keys() & set(truth["innocent_addresses"]))
    selection = found["queue_selection"]
    check_holds(f"{name}: the whole flood is quarantined", set(truth["quarantine"]) - set(selection["quarantine"]))
    check_holds(f"{name}: nothing but the flood and its bounces is quarantined",
                set(selection["quarantine"]) - set(truth["quarantine"]) - set(truth["bounces"]))
    check_holds(f"{name}: the actor's honest mail is spared", set(truth["spare"]) - set(selection["spare"]))


def check_inbound(wanted, found):
    """Campaigns may be told apart in more than one way; what counts is that each attacker is named."""
    named = {}
    for incident in found:
        for row in incident["origins"]:
            named[row["address"]] = named.get(row["address"], 0) + row["events"]
    for truth in wanted:
        events = Counter()
        for row in truth["origins"]:
            events[row["address"]] += row["events"]
        for address, count in events.items():
            check(f"inbound, {truth['attack']}: events of {address}", named.get(address, 0), count)


def check_incidents(scan, truth, ids):
    found = {actor_key(incident): incident for incident in scan["incidents"] if incident["kind"] != "inbound"}
    wanted = {actor_key(incident): incident for incident in truth["incidents"] if incident["kind"] != "inbound"}
    check_holds("no innocent actor is accused", {str(key) for key in found.keys() - wanted.keys()})
    for key, incident in wanted.items():
        check(f"{key} is found", key in found, True)
        if key in found:
            check_outgoing(incident, found[key])
    check_inbound([i for i in truth["incidents"] if i["kind"] == "inbound"],
                  [i for i in scan["incidents"] if i["kind"] == "inbound"])
    taken = [i for incident in scan["incidents"] for i in incident["queue_selection"]["quarantine"]]
    check_holds("no id is in two quarantines", {i for i, count in Counter(taken).items() if count > 1})
    check_holds("only queued messages are quarantined", set(taken) - ids)
    check_holds("honest queued mail is left alone", set(taken) & set(truth["innocents"]["queued"]))
    innocents = set(truth["innocents"]["addresses"]) | set(truth["innocents"]["too_little_to_name"])
    check_holds("no innocent address is to be blocked",
                {a for incident in scan["incidents"] for a in blocked(incident)} & innocents)


def main(binary):
    if not Path(binary).exists():
        print(f"no {binary}; skipped")
        return 77
    run = subprocess.run([binary, "scan", "--root", str(SAMPLE), "--json"], capture_output=True, text=True, check=False)
    check("exit status of scan: incidents found", run.returncode, 1)
    if not run.stdout.strip():
        print(run.stderr)
        return 1
    scan = json.loads(run.stdout)
    truth = json.loads((REPO / "examples/sample-server.truth.json").read_text())
    ids = check_queue(scan["queue"])
    check_incidents(scan, truth, ids)
    print(f"{RESULTS['passed']} passed, {RESULTS['failed']} failed")
    return 1 if RESULTS["failed"] else 0


if __name__ == "__main__":
    default = os.environ.get("QUEUEHOUND", str(REPO / "build/release/queuehound"))
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else default))
