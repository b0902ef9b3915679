#!/usr/bin/env python3
"""Holds the JSON of explain, who, check, queue, queue show and parse to its schemas, on the sample
server and on small servers of tests/cases, and to what a scan of the same server says.

  answers.py [PROGRAM]     default: $QUEUEHOUND, else build/release/queuehound
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from datetime import datetime, timezone

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.environ.get(
    "QUEUEHOUND", str(ROOT / "build/release/queuehound"))
CASES = ("mailbox_smtp_auth", "form_contact", "shell_in_docroot", "list_abused", "open_relay",
         "inbound_guessing_distributed", "backscatter", "two_incidents", "hostile_fields", "long_ids_4_99",
         "two_shells_called_together", "named_queue", "spool_debris", "torn_logs", "busy_clean",
         "layout_directadmin_mailbox", "cron_mail")
# What parse reads of a tree: kind and where such files lie.
LOGS = (("exim_main", "var/log/**/*main*log*"), ("exim_reject", "var/log/**/*reject*log*"),
        ("dovecot", "var/log/maillog*"), ("dovecot", "var/log/mail.log*"), ("access", "**/*access*log"),
        ("access", "**/domlogs/**/*.example"), ("webmail", "**/roundcube/userlogins*"), ("spool", "**/input/**/*-H"))

SCHEMAS = {path.name: json.loads(path.read_text()) for path in (ROOT / "schema").glob("*.json")}
STORE = {schema["$id"]: schema for schema in SCHEMAS.values()}
wrong, asked, seen = [], 0, set()


def validator(schema):
    formats = jsonschema.FormatChecker()
    try:  # newer ones
        from referencing import Registry, Resource
        registry = Registry().with_resources((name, Resource.from_contents(one)) for name, one in STORE.items())
        return jsonschema.Draft202012Validator(schema, format_checker=formats, registry=registry)
    except ImportError:
        resolver = jsonschema.RefResolver(schema.get("$id", ""), schema, store=STORE)
        return jsonschema.Draft202012Validator(schema, format_checker=formats, resolver=resolver)


VALIDATORS = {name: validator(SCHEMAS[name + ".schema.json"]) for name in
              ("explain-1", "advice-1", "who-1", "check-1", "queue-1", "queue-summary-1", "message-1", "record-1")}
ENTRY = validator({"$schema": "https://json-schema.org/draft/2020-12/schema",
                   "$ref": SCHEMAS["queue-1.schema.json"]["$id"] + "#/$defs/message"})


class Asked:
    """Asks the program about one tree, and notes what is wrong with the answers."""

    def __init__(self, name, tree, now):
        self.name, self.tree, self.now = name, tree, now

    def say(self, what, text):
        wrong.append(f"{self.name}: {what}: {text}")

    def run(self, *words, good=(0, 1)):
        command = [PROGRAM, *words, "--root", str(self.tree), *(["--now", self.now] if self.now else [])]
        done = subprocess.run(command, capture_output=True, timeout=120)
        if done.returncode not in good:
            self.say(" ".join(words), f"exit {done.returncode}: {done.stderr.decode(errors='replace')[:200]}")
        return done.stdout

    def document(self, schema, *words):
        """The answer, held to `schema`; None where it is none."""
        global asked
        asked += 1
        seen.add(schema)
        try:
            document = json.loads(self.run(*words, "--json"))
        except ValueError as error:
            return self.say(" ".join(words), f"no JSON: {error}")
        for error in list(VALIDATORS[schema].iter_errors(document))[:5]:
            self.say(" ".join(words), f"{error.json_path}: {error.message[:160]}")
        return document

    def lines(self, checker, what, text):
        """JSON objects, one a line."""
        global asked
        asked += 1
        rows = []
        for line in text.splitlines():
            rows.append(json.loads(line))
            for error in list(checker.iter_errors(rows[-1]))[:3]:
                self.say(what, f"{error.json_path}: {error.message[:160]}: {line[:200]!r}")
        return rows

    def same(self, what, found, expected):
        if found != expected:
            self.say(what, f"{str(found)[:200]}, expected {str(expected)[:200]}")


def subjects_of(scan):
    """Of every kind that the scan knows."""
    names = ["mailbox:nobody@nowhere.example", "ip:192.0.2.0/24"]
    for incident in scan["incidents"]:
        names += [f"{kind}:{incident[key]}" for kind, key in (
            ("mailbox", "account"), ("account", "system_user"), ("script", "script"), ("dir", "directory"),
            ("list", "list"), ("domain", "domain")) if incident[key]]
        names += [f"ip:{origin['address']}" for origin in incident["origins"][:2]]
        names += [f"msg:{message}" for message in incident["queue_selection"]["quarantine"][:1]]
    return sorted(set(names))


def ask_queue(ask):
    document = ask.document("queue-1", "queue")
    if not document:
        return
    rows = ask.lines(ENTRY, "queue --jsonl", ask.run("queue", "--jsonl"))
    ask.same("queue --jsonl", rows, document["messages"])
    for by in ("sender", "actor", "domain", "script", "subject", "campaign", "age"):
        ask.document("queue-summary-1", "queue", "--summary", by)
    ask.document("queue-1", "queue", "--bounce")
    for row in document["messages"][:3]:
        shown = ask.document("message-1", "queue", "show", row["id"])
        if shown:
            ask.same(row["id"], shown["queued"], True)
            ask.same(row["id"], shown["envelope"]["sender"], row["sender"])
            ask.same(row["id"], shown["envelope"]["recipients"], row["recipients"])
    gone = ask.document("message-1", "queue", "show", "1aAAAA-000001-00")
    ask.same("a message that is gone", gone and gone["queued"], False)


def ask_logs(ask):
    for kind, pattern in LOGS:
        for path in sorted(pathlib.Path(ask.tree).glob(pattern))[:2]:
            if path.is_file() and not path.is_symlink():
                inside = "/" + str(path.relative_to(ask.tree))
                text = subprocess.run([PROGRAM, "parse", "--kind", kind, "--jsonl", "--root", str(ask.tree), inside],
                                      capture_output=True, timeout=120).stdout
                ask.lines(VALIDATORS["record-1"], f"parse {inside}", text)
                seen.add(f"record-1 {kind}")


def ask_all(name, tree, now):
    ask = Asked(name, tree, now)
    scan = json.loads(ask.run("scan", "--json"))
    ask.document("check-1", "check")
    ask_queue(ask)
    ask_logs(ask)
    for subject in subjects_of(scan):
        known = ask.document("who-1", "who", subject)
        if known:
            ask.same(f"who {subject}", known["subject"], subject)
            if not subject.startswith("msg:"):
                pages = [(row["address"], row["url"]) for row in known["requests"]]
                ask.same(f"who {subject}: each page once an address", len(pages), len(set(pages)))
    for incident in scan["incidents"]:
        explained = ask.document("explain-1", "explain", incident["id"])
        ask.same(incident["id"], explained and explained["incident"], incident)
        advice = ask.document("advice-1", "explain", incident["id"], "--advice")
        ask.same(f"{incident['id']} --advice", advice and (advice["incident"], advice["after"]), (incident["id"], explained["after"]))
        seen.add("incident " + incident["kind"])


def build_case(name, folder):
    sys.path.insert(0, str(ROOT / "tests" / "cases"))
    from run_cases import load
    tree = folder / name
    tree.mkdir()
    server = load(name).build(str(tree)).write()
    return tree, datetime.fromtimestamp(server["now"], timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def main():
    if not os.access(PROGRAM, os.X_OK):
        print(f"skipped: no program at {PROGRAM}")
        return 77
    for schema in SCHEMAS.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    ask_all("sample-server", ROOT / "examples" / "sample-server", None)
    with tempfile.TemporaryDirectory() as folder:
        for name in CASES:
            ask_all(name, *build_case(name, pathlib.Path(folder)))
    for what in [*(name for name in VALIDATORS if name != "record-1"), "record-1 exim_main", "record-1 spool",
                 "record-1 dovecot", "record-1 access", "incident mailbox", "incident script", "incident form",
                 "incident inbound"]:
        if what not in seen:
            wrong.append(f"nothing of {what} was seen")
    print("\n".join(wrong[:60]))
    print(f"{max(asked - len(wrong), 0)} passed, {len(wrong)} failed, 0 skipped")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
