#!/usr/bin/env python3
"""Holds scan's JSON to its contract, schema/scan-1.schema.json, and to what a schema cannot say.

  validate.py FILE...     documents ("-" is standard input)
  validate.py PROGRAM     what PROGRAM says of the sample server and of every tree in tests/cases
"""
import ipaddress
import json
import os
import pathlib
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "schema" / "scan-1.schema.json").read_text())
FORMATS = jsonschema.FormatChecker()


def is_public(text):
    address = ipaddress.ip_address(text)
    private = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16",
               "127.0.0.0/8", "::1/128", "fc00::/7", "fe80::/10")
    return not any(address in ipaddress.ip_network(net) for net in private
                   if ipaddress.ip_network(net).version == address.version)


def beyond_schema(document):
    """Sets that must be disjoint, sums that must agree."""
    taken = {}
    for incident in document["incidents"]:
        name = incident["id"]
        selection = incident["queue_selection"]
        both = set(selection["quarantine"]) & set(selection["spare"])
        if both:
            yield f"{name}: both to quarantine and to spare: {sorted(both)[:3]}"
        for message in selection["quarantine"]:
            if taken.setdefault(message, name) != name:
                yield f"{message}: in the quarantine of {taken[message]} and of {name}"
        blocked = {step["target"] for step in incident["plan"] if step["action"] == "block_address"}
        wanted = {origin["address"] for origin in incident["origins"] if origin["block"]}
        if blocked != wanted:
            yield f"{name}: plan and origins differ on what to block: {sorted(blocked ^ wanted)[:3]}"
        for address in blocked:
            if not is_public(address):
                yield f"{name}: blocks the private address {address}"
        doors = [(origin["address"], origin["via"]) for origin in incident["origins"]]
        if len(doors) != len(set(doors)):
            yield f"{name}: an address and via stand in two rows of origins"
        steps = [(step["action"], step["target"]) for step in incident["plan"]]
        if len(steps) != len(set(steps)):
            yield f"{name}: a step stands twice in the plan"
        if incident["messages"]["frozen"] > incident["messages"]["queued"]:
            yield f"{name}: more frozen than queued"
        if incident["confidence"] < 0.5:
            yield f"{name}: an incident needs confidence 0.5"
        if incident["last_seen"] < incident["first_seen"] and \
                incident["last_seen"][19:] == incident["first_seen"][19:]:
            yield f"{name}: last_seen before first_seen"
    names = [incident["id"] for incident in document["incidents"]]
    if len(names) != len(set(names)):
        yield "two incidents have one id"


def complaints(text):
    try:
        document = json.loads(text)
    except ValueError as error:
        yield f"no JSON: {error}"
        return
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=FORMATS)
    errors = sorted(validator.iter_errors(document), key=lambda error: list(map(str, error.path)))
    for error in errors[:20]:
        yield f"{error.json_path}: {error.message[:200]}"
    if not errors:
        yield from beyond_schema(document)


def documents(arguments):
    for argument in arguments:
        path = pathlib.Path(argument)
        if argument == "-":
            yield "standard input", sys.stdin.buffer.read()
        elif path.suffix != ".json" and os.access(path, os.X_OK):
            yield from spoken_by(path)
        else:
            yield argument, path.read_bytes()


def spoken_by(program):
    trees = [ROOT / "examples" / "sample-server", *sorted((ROOT / "tests" / "cases").glob("*/root"))]
    for tree in trees:
        if not tree.is_dir():
            continue
        run = subprocess.run([program.resolve(), "scan", "--root", tree, "--json"],
                             capture_output=True, timeout=300)
        name = tree.relative_to(ROOT)
        # Found or not; whether it is right is what tests/cases asks.
        yield (name, run.stdout) if run.returncode in (0, 1) else (name, b"exit " + run.stderr)


def main():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    passed = failed = 0
    for name, text in documents(sys.argv[1:]):
        found = list(complaints(text))
        for complaint in found:
            print(f"{name}: {complaint}")
        passed, failed = passed + (not found), failed + bool(found)
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


sys.exit(main())
