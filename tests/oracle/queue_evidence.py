#!/usr/bin/env python3
"""Holds what `queue` says of a message's actor, program, driver and campaign to what a scan of the same
server says, on small servers of tests/cases.

    tests/oracle/queue_evidence.py [BINARY]     default: $QUEUEHOUND, else build/release/queuehound
"""
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import datetime, timezone
from pathlib import Path

sys.dont_write_bytecode = True
REPO = Path(__file__).resolve().parents[2]
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.environ.get(
    "QUEUEHOUND", str(REPO / "build/release/queuehound"))
sys.path.insert(0, str(REPO / "tests/cases"))
CASES = ("mailbox_smtp_auth", "shell_in_docroot", "form_contact", "two_incidents", "three_incidents",
         "shell_among_crawlers", "open_relay", "list_abused", "login_without_domain", "busy_clean", "cron_mail")
RESULTS = Counter()


def check(claim, found, wanted):
    agrees = found == wanted
    print(f"{'ok  ' if agrees else 'FAIL'} {claim}" + ("" if agrees else f": {found}, expected {wanted}"))
    RESULTS["passed" if agrees else "failed"] += 1


class Tree:
    def __init__(self, name, folder):
        from run_cases import load
        self.name, self.root = name, folder / name
        self.root.mkdir()
        now = load(name).build(str(self.root)).write()["now"]
        self.now = datetime.fromtimestamp(now, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.scan = json.loads(self.ask("scan", "--json"))
        self.spool = self.rows()
        self.known = self.rows("--evidence")

    def ask(self, *words):
        return subprocess.run([PROGRAM, *words, "--root", str(self.root), "--now", self.now],
                              capture_output=True, timeout=60).stdout

    def rows(self, *words):
        return {row["id"]: row for row in map(json.loads, self.ask("queue", "--jsonl", *words).splitlines())}

    def ids(self, *words):
        return set(self.ask("queue", "--ids", *words).decode().split())


def subject_of(incident):
    if incident["kind"] in ("script", "form"):
        return "script:" + incident["script"] if incident["script"] else \
            "dir:" + incident["directory"] if incident["directory"] else "account:" + incident["system_user"]
    return f"{incident['kind']}:{incident['account' if incident['kind'] == 'mailbox' else 'list']}"


def check_incident(tree, incident):
    title = f"{tree.name}: {incident['kind']}"
    taken = set(incident["queue_selection"]["quarantine"])
    check(f"{title}: its messages are told", {i for i, row in tree.known.items() if row["incident"] == incident["id"]},
          taken)
    if not taken:
        return
    check(f"{title}: and chosen by it", tree.ids("--incident", incident["id"]), taken)
    drivers = {row["address"] for row in incident["origins"]}
    told = {tree.known[message]["origin"] for message in taken} - {None}
    if incident["kind"] not in ("list", "backscatter", "inbound"):
        check(f"{title}: the drivers are its origins", told - drivers, set())
    for address in sorted(told)[:2]:
        check(f"{title}: --origin {address}", tree.ids("--origin", "=" + address),
              {i for i, row in tree.known.items() if row["origin"] == address})
    if incident["kind"] in ("mailbox", "script", "form", "list"):
        actor = subject_of(incident)
        check(f"{title}: its actor is told", {tree.known[message]["actor"] for message in taken}, {actor})
        check(f"{title}: --actor {actor}", taken <= tree.ids("--actor", "=" + actor), True)
    if incident["script"]:
        of_script = tree.ids("--script", "=" + incident["script"])
        check(f"{title}: --script, with what visitors of the page wrote", taken <= of_script, True)
        sums = json.loads(tree.ask("queue", "--summary", "script", "--json"))
        check(f"{title}: and in the sum",
              [row["messages"] for row in sums["groups"] if row["name"] == incident["script"]], [len(of_script)])


def check_campaigns(tree):
    for campaign, messages in Counter(row["campaign"] for row in tree.spool.values()).items():
        its = {i for i, row in tree.spool.items() if row["campaign"] == campaign}
        check(f"{tree.name}: campaign {campaign}", tree.ids("--campaign", campaign), its)
        check(f"{tree.name}: {campaign} is of one actor", len({tree.spool[i]["actor"] for i in its}), 1)
        check(f"{tree.name}: {campaign} has its number", len(its), messages)
    check(f"{tree.name}: the same with the logs", [row["campaign"] for row in tree.known.values()],
          [row["campaign"] for row in tree.spool.values()])


def check_who_is_fine():
    """PHP's own log names the page of a letter that is nobody's mailing."""
    words = ("--root", str(REPO / "examples/sample-server"))
    page = "/home/lakeside/public_html/contact.php"
    done = subprocess.run([PROGRAM, "queue", "--jsonl", "--script", page, *words], capture_output=True, timeout=60)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    check("a guest's question waits, by the page that PHP's log tells",
          [(row["script"], row["incident"], row["actor"]) for row in rows], [(page, None, "account:lakeside")])
    log = (REPO / "examples/sample-server/home/lakeside/logs/php_mail.log").read_text()
    check("which that log names", page in log, True)


def main():
    if not os.access(PROGRAM, os.X_OK):
        print(f"no program at {PROGRAM}")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        for name in CASES:
            tree = Tree(name, Path(folder))
            check(f"{name}: nothing of the logs unasked",
                  {row[key] for row in tree.spool.values() for key in ("script", "incident", "origin", "directory")}
                  - {None}, set())
            for incident in tree.scan["incidents"]:
                check_incident(tree, incident)
            check_campaigns(tree)
    check_who_is_fine()
    print(f"{RESULTS['passed']} passed, {RESULTS['failed']} failed, 0 skipped")
    return 1 if RESULTS["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
