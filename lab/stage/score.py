"""Holds one scan against the truth of the play, and adds up many."""
import json
from dataclasses import dataclass

from styles import STYLES

NAMING = {"mailbox": ("account",), "list": ("list",), "script": ("system_user",), "form": ("system_user",),
          "relay": (), "inbound": (), "backscatter": ()}


@dataclass(frozen=True)
class Knowledge:
    """What the style's logs can tell at all."""
    script: bool  # which file mailed: Exim logged the directory or PHP the file

    @staticmethod
    def of(style):
        row = STYLES[style]
        return Knowledge(script=row.logs_arguments or row.php_mail_log)


def blocked(incident):
    return {row["target"] for row in incident["plan"] if row["action"] == "block_address"} | \
        {row["address"] for row in incident["origins"] if row["block"]}


def is_meant(crime, incident):
    if crime["kind"] != incident["kind"]:
        return False
    if crime["kind"] in ("inbound", "relay"):
        addresses = {row["address"] for row in incident["origins"]}
        return bool(addresses & set(crime["drivers"] + crime["helpers"] + crime["not_blocked"]))
    if crime["kind"] == "backscatter":
        return any(incident.get(key) == value for key, value in crime["fields"].items())
    return _names_match(crime, incident)


def _names_match(crime, incident):
    fields = crime["fields"]
    if any(incident.get(key) != fields[key] for key in NAMING[crime["kind"]] if key in fields):
        return False
    # Two programs of one account are two crimes: the file tells them apart where it is named.
    return not (fields.get("script") and incident.get("script") and fields["script"] != incident["script"])


def title(incident):
    named = incident["account"] or incident["script"] or incident["list"] or incident["system_user"] or \
        ", ".join(row["address"] for row in incident["origins"][:3]) or incident["domain"]
    return f"{incident['kind']} {named}"


def compare(truth, scan, knowledge):
    """The row of the score; `wrong` holds one line for each thing that must not be."""
    row = {"culprits": {"named": 0, "missed": 0}, "innocents_named": 0, "origins": {"found": 0, "missed": 0},
           "innocents_blocked": 0, "messages": {"right": 0, "missed": 0, "wrong": 0}, "wrong": [], "weak": []}
    try:
        document = json.loads(scan.stdout)
    except ValueError:
        row["wrong"].append(f"no JSON; status {scan.returncode}: {scan.stderr.decode(errors='replace')[:300]}")
        row["culprits"]["missed"] = sum(crime["is_sure"] for crime in truth["crimes"])
        return row
    for number, name in (("messages", "messages"), ("frozen", "frozen"), ("bounces", "bounces")):
        if document["queue"][number] != truth["queue"][name]:
            row["wrong"].append(f"queue.{number} is {document['queue'][number]}, exim -bp lists {truth['queue'][name]}")
    left = list(document["incidents"])
    for crime in truth["crimes"]:
        found = [incident for incident in left if is_meant(crime, incident)]
        left = [incident for incident in left if incident not in found]
        _score_crime(row, crime, found, knowledge)
    strangers = {address for crime in truth["crimes"] for address in crime["drivers"] + crime["helpers"]}
    for incident in left:
        # What else the culprits did (guessing, probing) may be told as an attack of its own.
        if incident["kind"] == "inbound" and {row["address"] for row in incident["origins"]} <= strangers:
            continue
        row["innocents_named"] += 1
        row["wrong"].append(f"names an innocent: {title(incident)}, confidence {incident['confidence']:.2f}: "
                            + "; ".join(e["text"] for e in incident["evidence"][:3]))
    _score_blocks(row, truth, document)
    _score_queue(row, truth, document)
    wanted = 1 if document["incidents"] else 0
    if scan.returncode != wanted:
        row["wrong"].append(f"exit status {scan.returncode}, expected {wanted}")
    if row["culprits"]["missed"]:
        row["weak"] += [f"note: {note[:240]}" for note in document["notes"][:8]]
        row["weak"] += [f"looks fine: {fine['actor']} {fine['messages']}: {fine['why'][:200]}" for fine in document["looks_fine"][:6]]
    return row


def _score_crime(row, crime, found, knowledge):
    name = f"{crime['kind']} {crime['fields'].get('script') or crime['fields'].get('account') or crime['fields'] or crime['drivers']}"
    if not found:
        if crime["is_sure"]:
            row["culprits"]["missed"] += 1
            row["wrong"].append(f"missed: {name}")
        return
    row["culprits"]["named"] += 1
    for incident in found:
        for key in ("script", "url", "list", "account"):
            told, true = incident.get(key), crime["fields"].get(key)
            if key in crime["fields"] and told != true and not (told is None and not knowledge.script):
                row["wrong"].append(f"{name}: {key} is {told!r}, not {true!r}")
    shown = {origin["address"] for incident in found for origin in incident["origins"]}
    for address in crime["drivers"]:
        row["origins"]["found" if address in shown else "missed"] += 1
        if address not in shown:
            row["weak"].append(f"{name}: origin {address} is not shown")
    if crime.get("entry"):
        _score_entry(row, name, crime["entry"], found)


def _score_entry(row, name, wanted, found):
    told = next((incident["entry"] for incident in found if incident.get("entry")), None)
    if told is None:
        row["weak"].append(f"{name}: says nothing of how it got in")
        return
    for key, value in wanted.items():
        shown = told.get(key)
        if key == "siblings":  # files that stand beside it by their date may be shown too
            shown = [row["path"] for row in shown if row["path"] in value]
        if shown != value:
            row["weak"].append(f"{name}: entry.{key} is {told.get(key)!r}, not {value!r}")


def _score_blocks(row, truth, document):
    strangers = {address for crime in truth["crimes"] for address in crime["drivers"] + crime["helpers"]}
    kept = {address for crime in truth["crimes"] for address in crime["not_blocked"]}
    for incident in document["incidents"]:
        for address in sorted(blocked(incident) - (strangers - kept)):
            row["innocents_blocked"] += 1
            row["wrong"].append(f"blocks an innocent: {address} ({title(incident)})")


def _score_queue(row, truth, document):
    flood = {i for crime in truth["crimes"] for i in crime["flood"]}
    bounces = {i for crime in truth["crimes"] for i in crime["bounces"]}
    spare = {i for crime in truth["crimes"] for i in crime["spare"]}
    taken = {i for incident in document["incidents"] for i in incident["queue_selection"]["quarantine"]}
    spared = {i for incident in document["incidents"] for i in incident["queue_selection"]["spare"]}
    row["messages"] = {"right": len(taken & flood), "missed": len(flood - taken), "wrong": len(taken - flood - bounces)}
    if taken - flood - bounces:
        row["wrong"].append(f"takes {len(taken - flood - bounces)} honest messages: {sorted(taken - flood - bounces)[:4]}")
    if flood - taken:
        row["weak"].append(f"leaves {len(flood - taken)} of {len(flood)} spam messages: {sorted(flood - taken)[:4]}")
    if spare - spared and any(incident["kind"] == "mailbox" for incident in document["incidents"]):
        row["weak"].append(f"does not list as spared: {sorted(spare - spared)[:4]}")


def compare_live(copied, live):
    """A scan on the server itself must say what the scan of its copy says."""
    try:
        live = json.loads(live)
    except ValueError:
        return ["live scan: no JSON"]
    def said(document):
        return sorted((title(incident), sorted(blocked(incident)), incident["queue_selection"]["quarantine"])
                      for incident in document["incidents"])
    return [] if said(copied) == said(live) else \
        [f"live scan differs: {[row[0] for row in said(live)]}, of the copy {[row[0] for row in said(copied)]}"]


def total(rows):
    """The sum of many rows: what lab/all prints and keeps."""
    def add(*path):
        out = 0
        for row in rows:
            value = row
            for key in path:
                value = value[key]
            out += value
        return out
    return {"runs": len(rows), "failed": sum(bool(row["wrong"]) for row in rows),
            "culprits": {"named": add("culprits", "named"), "missed": add("culprits", "missed")},
            "innocents_named": add("innocents_named"),
            "origins": {"found": add("origins", "found"), "missed": add("origins", "missed")},
            "innocents_blocked": add("innocents_blocked"),
            "messages": {key: add("messages", key) for key in ("right", "missed", "wrong")},
            "seconds": {"play": round(add("seconds", "play"), 1), "scan": round(add("seconds", "scan"), 2)}}
