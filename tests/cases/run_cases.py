#!/usr/bin/env python3
"""Builds a small server for each scenario of this folder, scans it, and compares with what the
scenario says must be found.

  run_cases.py [--binary PROGRAM] [--keep FOLDER] [NAME...]

Each NAME/case.py has build(root), which returns the Server; names with * are patterns. With --keep the
trees stay: FOLDER/NAME, and beside it FOLDER/NAME.expect.json and FOLDER/NAME.scan.json.
Ends with "N passed, N failed"; status 1 where one failed."""
import argparse
import concurrent.futures
import fnmatch
import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timezone

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

try:
    import jsonschema
    CHECKER = jsonschema.Draft202012Validator(
        json.loads((ROOT / "schema" / "scan-1.schema.json").read_text()),
        format_checker=jsonschema.FormatChecker())
except ImportError:
    CHECKER = None

NAMING_FIELDS = ("account", "system_user", "domain", "script", "directory", "url", "list")


def load(name):
    spec = importlib.util.spec_from_file_location(f"case_{name}", HERE / name / "case.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scan(binary, root, module, now, environment=None):
    command = [binary, "scan", "--root", str(root), "--json"]
    if getattr(module, "GIVE_NOW", True):
        command += ["--now", datetime.fromtimestamp(now, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")]
    command += getattr(module, "ARGUMENTS", [])
    return subprocess.run(command, capture_output=True, timeout=60, env=environment)


def blocked_by_plan(incident):
    return sorted({row["target"] for row in incident["plan"] if row["action"] == "block_address"})


def some(items, count=4):
    items = sorted(items)
    return ", ".join(items[:count]) + (f" and {len(items) - count} more" if len(items) > count else "")


class Comparison:
    """Collects what is wrong, one line each."""

    def __init__(self, expected, document, tree):
        self.expected, self.document, self.tree, self.wrong = expected, document, tree, []
        self.unmatched = list(document["incidents"])

    def say(self, text):
        self.wrong.append(text)

    def run(self):
        for wanted in self.expected["incidents"]:
            incident = self.find(wanted)
            if incident:
                self.compare(wanted, incident)
        for incident in self.unmatched:
            self.say(f"not expected: {self.title(incident)}")
        for incident in self.document["incidents"]:
            self.innocents(incident)
            self.proof(incident)
        said = self.document["notes"] + [actor["why"] for actor in self.document["looks_fine"]]
        for words in self.expected["never_noted"]:
            if any(words in note for note in said):
                self.say(f"a note, or why somebody looks fine, holds: {words}")
                self.say_notes()
        for note in self.document["notes"]:
            if "a bug in queuehound" in note:
                self.say(f"a line was not read: {note}")
        for words in self.expected["notes"]:
            if not any(words in note for note in self.document["notes"]):
                self.say(f"no note holds: {words}")
                self.say_notes()
        if CHECKER:
            for error in list(CHECKER.iter_errors(self.document))[:3]:
                self.say(f"schema: {'/'.join(map(str, error.path))}: {error.message[:120]}")
        return self.wrong

    @staticmethod
    def title(incident):
        named = {key: incident[key] for key in NAMING_FIELDS if incident.get(key)}
        origins = [origin["address"] for origin in incident["origins"]][:4]
        return (f"{incident['kind']} {named} confidence {incident['confidence']:.2f} submitted "
                f"{incident['messages']['submitted']} origins {origins}")

    def find(self, wanted):
        """The one incident that is meant: of the kind, and of the same actor or origins."""
        def is_meant(incident):
            if incident["kind"] != wanted["kind"]:
                return False
            if wanted["kind"] in ("inbound", "relay"):
                found = {origin["address"] for origin in incident["origins"]}
                return bool(found & set(wanted["block"] + wanted["never_block"]))
            keys = [key for key in ("account", "list", "script", "system_user", "domain")
                    if wanted["fields"].get(key)]
            return not keys or any(incident.get(key) == wanted["fields"][key] for key in keys)

        fitting = [incident for incident in self.unmatched if is_meant(incident)]
        if not fitting:
            self.say(f"missing: {wanted['kind']} {wanted['fields']} {wanted['block']}")
            self.say_notes()
            return None
        fitting.sort(key=lambda i: -sum(i.get(k) == v for k, v in wanted["fields"].items()))
        self.unmatched.remove(fitting[0])
        return fitting[0]

    def say_notes(self):
        for note in self.document["notes"][:6]:
            self.say(f"  note: {note[:200]}")
        for actor in self.document["looks_fine"][:6]:
            self.say(f"  looks fine: {actor['actor']} {actor['messages']} {actor['why'][:120]}")

    def compare(self, wanted, incident):
        name = wanted["name"]
        for key, value in wanted["fields"].items():
            if key == "confidence_below":
                if incident["confidence"] >= value:
                    self.say(f"{name}: confidence {incident['confidence']}, expected below {value}")
            elif incident.get(key) != value:
                self.say(f"{name}: {key} is {incident.get(key)!r}, expected {value!r}")
        for key, value in wanted.get("messages", {}).items():
            if incident["messages"][key] != value:
                self.say(f"{name}: messages.{key} is {incident['messages'][key]}, expected {value}")
        self.compare_queue(name, wanted, incident["queue_selection"])
        self.compare_origins(name, wanted, incident)
        told = {f"{origin['address']} {origin['via']}": origin["events"] for origin in incident["origins"]}
        for origin, events in wanted["events"].items():
            if told.get(origin) != events:
                self.say(f"{name}: events of {origin} are {told.get(origin)}, expected {events}")
        if wanted.get("entry"):
            self.compare_entry(name, wanted["entry"], incident["entry"] or {})

    def compare_entry(self, name, wanted, entry):
        found = dict(entry, siblings={row["path"]: row["why"] for row in entry.get("siblings", [])})
        if entry.get("at"):
            found["at"] = datetime.fromisoformat(entry["at"]).timestamp()
        for key in ("how", "address", "at", "siblings"):
            if key in wanted and found.get(key) != wanted[key]:
                self.say(f"{name}: entry.{key} is {found.get(key)!r}, expected {wanted[key]!r}; "
                         f"it says: {entry.get('text')}")
        for words in wanted.get("says", []):
            if words not in entry.get("text", ""):
                self.say(f"{name}: entry.text does not say {words!r}: {entry.get('text')}")
        for words in wanted.get("also", []):
            if not any(words in text for text in entry.get("also", [])):
                self.say(f"{name}: entry.also does not say {words!r}: {entry.get('also')}")
        if wanted.get("line") and wanted["line"] not in (entry.get("source") or {}).get("line", ""):
            self.say(f"{name}: entry.source is {entry.get('source')}, expected a line with {wanted['line']!r}")

    def compare_queue(self, name, wanted, selection):
        chosen, spared = set(selection["quarantine"]), set(selection["spare"])
        needed, allowed = set(wanted["quarantine"]), set(wanted["may_quarantine"])
        for words, ids in (("quarantine misses", needed - chosen),
                           ("quarantine takes", chosen - needed - allowed),
                           ("spare misses", set(wanted["spare"]) - spared),
                           ("both quarantined and spared", chosen & spared)):
            if ids:
                self.say(f"{name}: {words} {len(ids)}: {some(ids)}")

    def compare_origins(self, name, wanted, incident):
        blocked = {origin["address"] for origin in incident["origins"] if origin["block"]}
        for words, addresses in (("does not block", set(wanted["block"]) - blocked),
                                 ("blocks", blocked - set(wanted["block"]))):
            if addresses:
                self.say(f"{name}: {words} {some(addresses, 8)}")
        if set(blocked_by_plan(incident)) != blocked:
            self.say(f"{name}: the plan blocks {blocked_by_plan(incident)}, origins say {sorted(blocked)}")
        for origin in incident["origins"]:
            if not origin["block"] and not origin["not_blocked_because"]:
                self.say(f"{name}: {origin['address']} is not blocked and no reason is given")

    def innocents(self, incident):
        for name in self.expected["never_named"]:
            if any(incident.get(key) == name for key in NAMING_FIELDS):
                self.say(f"names the innocent {name}: {self.title(incident)}")
            if name in blocked_by_plan(incident):
                self.say(f"blocks the innocent {name}: {self.title(incident)}")
        for wanted in self.expected["incidents"]:
            for address in set(wanted["never_block"]) & set(blocked_by_plan(incident)):
                self.say(f"blocks {address}: {self.title(incident)}")


    def proof(self, incident):
        """What is shown stands where it is said to stand, and a stranger's line is a stranger's."""
        for row in incident["evidence"]:
            source = row["source"]
            if not source:
                continue
            path = self.tree / source["path"].lstrip("/")
            line = source["line"].encode(errors="replace")
            if not line:
                self.say(f"{self.title(incident)}: {row['signal']} shows no line of {source['path']}")
            elif path.is_file() and path.suffix not in (".gz", ".xz", ".bz2", ".zst"):
                with open(path, "rb") as file:
                    file.seek(source["offset"])
                    if line.isascii() and b"\\x" not in line and file.read(len(line)) != line:
                        self.say(f"{self.title(incident)}: {row['signal']} shows a line that does not "
                                 f"stand at {source['path']}:{source['offset']}")
            # Through a webmail of this server the line shows the server itself.
            strangers = {origin["address"] for origin in incident["origins"]}
            if row["signal"] == "stranger_address" and " U=" not in line.decode() and not any(
                    f"[{address}]" in line.decode() for address in strangers | {"127.0.0.1"}):
                self.say(f"{self.title(incident)}: a stranger is shown by {source['line'][:200]}")


def run_case(name, binary, folder):
    module = load(name)
    tree = folder / name
    tree.mkdir(parents=True)
    expected = module.build(str(tree)).write()
    (folder / f"{name}.expect.json").write_text(json.dumps(expected, indent=1) + "\n")
    result = scan(binary, tree, module, expected["now"])
    (folder / f"{name}.scan.json").write_bytes(result.stdout)
    try:
        document = json.loads(result.stdout)
    except ValueError:
        return [f"no JSON; status {result.returncode}; {result.stderr.decode(errors='replace')[:300]}"]
    wrong = Comparison(expected, document, tree).run()
    try:
        wrong += getattr(module, "check", lambda document: [])(document)
    except (LookupError, TypeError) as error:  # of a document that lacks what the check looks into
        wrong.append(f"check(): {error!r}")
    status = 1 if expected["incidents"] else 0
    if result.returncode != status:
        wrong.append(f"exit status {result.returncode}, expected {status}")
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", default=str(ROOT / "build" / "release" / "queuehound"))
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--through", choices=("amavis", "spamc"), help="all mail goes through this content filter")
    parser.add_argument("names", nargs="*", default=["*"])
    options = parser.parse_args()
    if options.through:
        os.environ["CASE_THROUGH"] = options.through
    known = sorted(path.parent.name for path in HERE.glob("*/case.py"))
    names = [name for name in known if any(fnmatch.fnmatch(name, pattern) for pattern in options.names)]
    left_out = {}  # a case may say why it is another story then
    if options.through:
        left_out = {name: load(name).NOT_THROUGH_A_FILTER for name in names if hasattr(load(name), "NOT_THROUGH_A_FILTER")}
    for name, why in left_out.items():
        print(f"skip {name}\n       {why}")
    names = [name for name in names if name not in left_out]
    failed = 0
    with tempfile.TemporaryDirectory() as temporary, \
            concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        folder = options.keep or pathlib.Path(temporary)
        if options.keep:
            for name in names:
                shutil.rmtree(folder / name, ignore_errors=True)
        waiting = [pool.submit(run_case, name, options.binary, folder) for name in names]
        for name, future in zip(names, waiting):
            wrong = future.result()
            failed += bool(wrong)
            print(f"{'FAIL' if wrong else 'ok  '} {name}")
            for text in wrong:
                print(f"       {text}")
            sys.stdout.flush()
    print(f"{len(names) - failed} passed, {failed} failed, {len(left_out)} skipped")
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main())
