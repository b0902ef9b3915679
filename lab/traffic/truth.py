"""Writes OUT/sample-server.truth.json: who did what, by what the clients did and what Exim answered.

Ids of SMTP letters are Exim's own replies; ids of letters that pages wrote are found in the queue by
their recipient, which is unique to one request.
"""
import json
import re
import sys
from collections import Counter
from datetime import datetime, timezone
from pathlib import Path

import attacks

FORUM = "/home/birdclub/public_html/phpbb/ucp.php"
SHELL = "/home/lakeside/public_html" + attacks.SHELL_PATH
ENTRY = re.compile(r"^ *\d+[mhd] +[\d.]+[KM]? +(?P<id>\w{6}-\w{6}-\w\w) <(?P<sender>[^>]*)>(?P<rest>.*)$")


def read_queue(text):
    """`exim -bp` as a dictionary: id -> sender, frozen, recipients (done ones in `done`)."""
    queue, entry = {}, None
    for line in text.splitlines():
        if found := ENTRY.match(line):
            entry = {"sender": found["sender"], "frozen": "*** frozen ***" in found["rest"], "to": [], "done": []}
            queue[found["id"]] = entry
        elif line.strip():
            done = line.strip().startswith("D ")
            entry["done" if done else "to"].append(line.strip().removeprefix("D "))
    return queue


def recipients(entry):
    return entry["to"] + entry["done"]


class Capture:
    def __init__(self, out):
        self.record = json.loads(Path(out, "record.json").read_text())
        self.rows = self.record["rows"]
        self.queue = read_queue(Path(out, "sample-server.oracle/exim-bp.txt").read_text())
        main_log = Path(out, "sample-server/var/log/exim_mainlog").read_text(errors="replace")
        self.bounce_of = dict(re.findall(r"^\S+ \S+ (\S+) <= <> R=(\S+)", main_log, re.M))

    def of(self, actor, what):
        return [row for row in self.rows if row["actor"] == actor and row["what"] == what]

    def queued_to(self, wanted, sender=None):
        """Queued messages to any of these recipients, bounces apart."""
        wanted = set(wanted)
        return sorted(i for i, entry in self.queue.items() if entry["sender"]
                      and (sender is None or entry["sender"] == sender) and wanted & set(recipients(entry)))

    def bounces_for(self, sender_box):
        """Queued bounces that go back to this mailbox or account."""
        return sorted(i for i, entry in self.queue.items()
                      if not entry["sender"] and sender_box in recipients(entry))

    def frozen(self, ids):
        return sum(self.queue[i]["frozen"] for i in ids)


def origin_rows(counter, via):
    return [{"address": a, "via": via, "events": n} for a, n in counter.most_common()]


def by_address(rows):
    return Counter(row["address"] for row in rows)


def messages(capture, to, queued):
    """`to`: one recipient a message, all different; their names say what the world answers (sink.py)."""
    failed = sum(address.startswith("gone.") for address in to)
    delivered = sum(address.endswith("@inbox.test") for address in to)
    return {"submitted": len(to), "recipients": len(to), "distinct_recipients": len(set(to)),
            "queued": len(queued), "frozen": capture.frozen(queued), "delivered": delivered,
            "deferred": len(to) - failed - delivered, "failed": failed}


def page_incident(capture, actor, kind, script, url, user, domain, innocent_actors, sender):
    requests = [row for row in capture.of(actor, "request") if row["status"] == 200]
    sent_to = [to for row in requests for to in row["to"]]
    quarantine = capture.queued_to(sent_to, sender)
    innocent_to = [to for other in innocent_actors for row in capture.of(other, "request") for to in row["to"]]
    spare = capture.queued_to(innocent_to)
    return {
        "kind": kind, "account": None, "system_user": user, "domain": domain, "script": script, "url": url,
        "list": None, "origins": origin_rows(by_address(requests), "web"),
        "messages": messages(capture, sent_to, quarantine),
        "quarantine": quarantine, "spare": sorted(set(spare) - set(quarantine)),
        "bounces": capture.bounces_for(sender),
        "innocent_addresses": sorted({row["address"] for row in capture.rows
                                      if row["what"] == "request" and row["host"] == domain}
                                     - {row["address"] for row in requests})}


def mailbox_incident(capture):
    letters = capture.of("mailbox", "letter")
    ids = {row["id"] for row in letters}
    quarantine = sorted(ids & capture.queue.keys())
    honest = {row["id"] for row in capture.of(f"owner:{attacks.STOLEN}", "letter")}
    return {
        "kind": "mailbox", "account": attacks.STOLEN, "system_user": "harbor", "domain": "harbor-tools.example",
        "script": None, "url": None, "list": None,
        "origins": origin_rows(by_address(letters), "smtp_auth")
        + origin_rows(by_address(capture.of("mailbox", "login")), "imap"),
        "subjects": [{"text": t, "count": n} for t, n in Counter(row["subject"] for row in letters).most_common()],
        "messages": messages(capture, [to for row in letters for to in row["to"]], quarantine),
        "quarantine": quarantine, "spare": sorted(honest & capture.queue.keys()),
        "bounces": capture.bounces_for(attacks.STOLEN), "innocent_addresses": ["198.51.100.24"]}


def inbound_incident(capture, actor, what, attack):
    rows = capture.of(actor, what)
    per_way = Counter((row["address"], row.get("via", "smtp")) for row in rows)
    return {
        "kind": "inbound", "attack": attack, "account": None, "system_user": None, "domain": None, "script": None,
        "url": None, "list": None,
        "origins": [{"address": a, "via": via, "events": n} for (a, via), n in per_way.most_common()],
        "quarantine": [], "spare": [], "bounces": [], "innocent_addresses": []}


def check(incidents, capture):
    """The shape every capture must have; a lab that went wrong makes no sample."""
    wanted = {"form": (126, 90), "script": (60, 40), "mailbox": (150, 105)}
    for incident in incidents:
        if incident["kind"] not in wanted:
            assert incident["origins"], incident["attack"]
            continue
        submitted, queued = wanted[incident["kind"]]
        assert incident["messages"]["submitted"] == submitted, incident["messages"]
        assert incident["messages"]["queued"] >= queued, incident["messages"]
        assert incident["messages"]["queued"] == incident["messages"]["deferred"], incident["messages"]
        assert incident["spare"], incident["kind"]
    taken = [i for incident in incidents for i in incident["quarantine"]]
    assert len(taken) == len(set(taken)), "an id in two quarantines"
    assert any(entry["frozen"] for entry in capture.queue.values()), "no frozen message"


def moment(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="seconds")


def main(out):
    capture = Capture(out)
    incidents = [
        page_incident(capture, "form", "form", FORUM, "birdclub.example/phpbb/ucp.php", "www-data",
                      "birdclub.example", ["registrant", "poster"], "www-data@server.hosting.example"),
        page_incident(capture, "script", "script", SHELL, "lakeside-hotel.example" + attacks.SHELL_PATH,
                      "lakeside", "lakeside-hotel.example", ["guest"], "billing@lakeside-hotel.example"),
        mailbox_incident(capture),
        inbound_incident(capture, "guessing", "guess", "password guessing"),
        inbound_incident(capture, "probing", "refused", "recipient probing"),
    ]
    check(incidents, capture)
    claimed = {i for incident in incidents for part in ("quarantine", "spare", "bounces") for i in incident[part]}
    truth = {
        "captured": {"from": moment(capture.record["began"]), "to": moment(capture.record["ended"]),
                     "incidents_from": moment(capture.record["incidents_began"]), "zone": "America/New_York"},
        "queue": {"messages": len(capture.queue), "frozen": capture.frozen(capture.queue),
                  "bounces": sum(not entry["sender"] for entry in capture.queue.values()),
                  "recipients": sum(len(entry["to"]) for entry in capture.queue.values())},
        "incidents": incidents,
        "innocents": {
            "mailboxes": ["anna@harbor-tools.example", "booking@lakeside-hotel.example", "desk@gazette.example",
                          "committee@birdclub.example"],
            "accounts": ["gazette", "harbor"],
            "addresses": sorted({row["address"] for row in capture.rows if row["actor"].startswith("owner:")
                                 or row["actor"] in ("visitor", "registrant", "guest", "poster", "correspondent")}),
            "too_little_to_name": ["198.51.100.77", "198.51.100.199"],
            "queued": sorted(capture.queue.keys() - claimed)}}
    Path(out, "sample-server.truth.json").write_text(json.dumps(truth, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
