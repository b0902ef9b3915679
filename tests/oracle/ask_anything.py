#!/usr/bin/env python3
"""Holds `queuehound explain` and `who` against the files themselves: what they say is counted again
here, and the commands they give to be run by hand are run by a real shell, find, zcat and awk.

    tests/oracle/ask_anything.py [BINARY]     default: $QUEUEHOUND, else build/release/queuehound

Exit status: 0 all agree, 1 something differs, 77 no binary.
"""
import gzip
import hashlib
import email
import email.policy
import ipaddress
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
SAMPLE = REPO / "examples/sample-server"
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.environ.get(
    "QUEUEHOUND", str(REPO / "build/release/queuehound"))
DOMAIN_LISTS = ("dbl.spamhaus.org", "multi.surbl.org", "multi.uribl.com")
MAIN_LISTS = ("zen.spamhaus.org", "bl.spamcop.net", "b.barracudacentral.org", *DOMAIN_LISTS)
RESULTS = Counter()


def check(claim, found, wanted):
    agrees = found == wanted
    print(f"{'ok  ' if agrees else 'FAIL'} {claim}" + ("" if agrees else f": {found}, expected {wanted}"))
    RESULTS["passed" if agrees else "failed"] += 1


def ask(*words, status=0):
    done = subprocess.run([PROGRAM, *words, "--root", str(SAMPLE), "--json"], capture_output=True,
                          text=True)
    check(f"exit status of {' '.join(words)}", done.returncode, status)
    return json.loads(done.stdout) if done.stdout else None


def by_hand(explained, words):
    """Runs the command whose sentence holds `words`; its lines."""
    rows = [row for row in explained["by_hand"] if words in row["text"]]
    check(f"one command by hand says: {words}", len(rows), 1)
    if not rows:
        return []
    done = subprocess.run(["sh", "-c", rows[0]["shell"]], capture_output=True, text=True)
    check(f"it complains of nothing: {words}", (done.returncode, done.stderr), (0, ""))
    return done.stdout.splitlines()


def line_at(source):
    data = (SAMPLE / source["path"].lstrip("/")).read_bytes()[source["offset"]:]
    return data.split(b"\n", 1)[0].decode("utf-8", "replace")


def headers():
    return [path for path in (SAMPLE / "var/spool").rglob("*-H")]


def check_incident(incident):
    explained = ask("explain", incident["id"])
    check("the incident is the scan's", explained["incident"], incident)
    adding = explained["adding_up"]
    if adding["is_sum"]:
        total = adding["prior"] + sum(row["weight"] for row in adding["signs"])
        check("the signs add up", round(abs(total - adding["sum"]), 1), 0.0)
        check("none of them is left out", [row["signal"] for row in adding["signs"]],
              [row["signal"] for row in incident["evidence"] if row["weight"] != 0])
    for step in explained["chain"]:
        for line in step["lines"]:
            if not line["source"]["path"].endswith(".gz"):
                check("a line stands where it says", line_at(line["source"]).startswith(
                    line["source"]["line"][:100]), True)
    waiting = by_hand(explained, "how many messages wait")
    check("messages waiting, by hand", int(waiting[0]), len(headers()))
    return explained


def check_mailbox(incident):
    explained = check_incident(incident)
    ids = set(by_hand(explained, "by the login Exim itself noted"))
    wanted = {path.name[:-2] for path in headers()
              if re.search(f"^--?auth_id {re.escape(incident['account'])}$", path.read_text(
                  errors="replace").split("\n\n")[0], re.M)}
    check("some are found", bool(wanted), True)
    check("its queued messages by hand", ids, wanted)
    check("hold all that the scan selected",
          set(incident["queue_selection"]["quarantine"]) <= ids, True)
    addresses = by_hand(explained, "from which addresses it handed mail in")
    found = {row.split("[")[1].split("]")[0]: int(row.split()[0]) for row in addresses}
    for origin in incident["origins"]:
        if origin["via"] == "smtp_auth":
            check(f"{origin['address']} by hand, at least as often as in the window",
                  found.get(origin["address"], 0) >= origin["events"], True)
    life_of(explained, explained["sample"]["id"])


def check_program(incident):
    explained = check_incident(incident)
    folder = os.path.dirname(incident["script"] or incident["directory"] + "/x")
    if incident["url"]:
        for page in (incident["url"], f"https://{incident['url']}?a=b/c"):
            check(f"the page {page}", ask("explain", page)["incident"]["id"], incident["id"])
            check(f"the plan for {page}", ask("plan", page)["incident"], incident["id"])
        check("who that page is", ask("who", incident["url"])["subject"], f"script:{incident['script']}")
        head, tail = incident["script"][:len(incident["script"]) // 2], incident["script"][-len(incident["script"]) // 3:]
        for dots in ("\u2026", "..."):  # as a headline leaves out the middle
            check(f"its path with {dots}", ask("explain", head + dots + tail)["incident"]["id"], incident["id"])
            check(f"who its path with {dots} is", ask("who", head + dots + tail)["subject"], f"script:{incident['script']}")
    check("a folder, as cwd= writes it", ask("explain", folder)["incident"]["id"], incident["id"])
    ids = set(by_hand(explained, "by the user id Exim itself noted"))
    check("all that was selected is there by hand",
          set(incident["queue_selection"]["quarantine"]) <= ids, True)
    calls = by_hand(explained, "called sendmail")
    check("calls of sendmail, at least one a message",
          int(calls[0]) >= incident["messages"]["submitted"], True)
    visitors = {row.split()[1] for row in by_hand(explained, "who asked for the page")}
    check("every driver is among the visitors",
          {row["address"] for row in incident["origins"]} <= visitors, True)
    life_of(explained, explained["sample"]["id"])


def life_of(explained, message):
    """who msg:ID has the same lines as awk, and a cwd= line at most besides."""
    life = ask("who", "msg:" + message)["life"]
    lines = [row["source"]["line"] for row in life["lines"] if row["kind"] != "cwd"]
    check("the life of a message, line by line", lines, by_hand(explained, "the life of one message"))
    for row in life["lines"]:
        check("its line stands where it says", line_at(row["source"]), row["source"]["line"])


def check_linked_spool(incident):
    """A spool is often a link to another disk. A file in it is none: nobody who can write there is to show us, and
    whom the archive goes to, what only root may read."""
    with tempfile.TemporaryDirectory() as folder:
        server = Path(folder, "server")
        shutil.copytree(SAMPLE, server, symlinks=True)
        (server / "disk").mkdir()
        (server / "var/spool/exim").rename(server / "disk/exim")
        (server / "var/spool/exim").symlink_to("/disk/exim")
        (server / "etc/secret").write_text("x" * 30 + "the secret\n")
        first, second = incident["queue_selection"]["quarantine"][:2]
        body = next((server / "disk").rglob(first + "-D"))
        body.unlink()
        body.symlink_to("/etc/secret")
        archive = Path(folder, "a.tgz")
        subprocess.run([PROGRAM, "explain", incident["id"], "--root", str(server), "-q", "--bundle", str(archive), "--with-bodies"],
                       capture_output=True)
        with tarfile.open(archive) as packed:
            names = [name.split("/", 1)[1] for name in packed.getnames()]
            check("no secret in the archive", b"the secret" in b"".join(packed.extractfile(m).read() for m in packed), False)
        check("the -H files of a linked spool are handed over", f"headers/{first}-H" in names and f"headers/{second}-H" in names, True)
        check("and their bodies, but no link's", (f"bodies/{first}-D" in names, f"bodies/{second}-D" in names), (False, True))
        for one, wanted in ((first, True), (second, False)):
            shown = subprocess.run([PROGRAM, "queue", "show", one, "--root", str(server)], capture_output=True, text=True).stdout
            check(f"queue show {one}", (shown.startswith(one + " waits"), "not read" in shown, "secret" in shown), (True, wanted, False))


def check_slips():
    """What is printed here is led into exim -Mrm: a slip must never fit every message."""
    def queue(*words):
        done = subprocess.run([PROGRAM, "queue", "--root", str(SAMPLE), "-i", *words], capture_output=True, text=True)
        return done.returncode, len(done.stdout.splitlines()), done.stderr
    total = len(headers())
    for option in ("-f", "-r", "-s", "-y", "-o", "-G", "--subject", "--campaign", "--header", "--actor", "--script", "--origin",
                   "--claims", "--client", "--incident", "--helo", "--interface", "--protocol", "--recipients", "--sort"):
        for more in ([], ["--not"]):
            status, count, said = queue(option, "", *more)
            check(f"{option} with an empty text {more}", (status, count, f"{option} wants" in said, "try:" in said),
                  (2, 0, True, True))
    for words in (("-f", "="), ("-r", "="), ("--actor", "="), ("--header", "Subject="), ("--header", "Subject: ")):
        check(f"{words}: nothing stands behind it", queue(*words)[:2], (2, 0))
    show = ["show", *(path.name[:-2] for path in headers()[:2])]
    done = subprocess.run([PROGRAM, "queue", "--root", str(SAMPLE), *show], capture_output=True, text=True)
    check("queue show of two", (done.returncode, [f"{one} waits in the queue" in done.stdout for one in show[1:]]), (0, [True, True]))
    done = subprocess.run([PROGRAM, "queue", "--root", str(SAMPLE), *show, "I-abc123"], capture_output=True, text=True)
    check("queue show where one is no id shows none", (done.returncode, done.stdout), (2, ""))
    for option in (["-f", "x"], ["-z"], ["--count"], ["--any"], ["--sort", "size"], ["--incident", "I-abc123"], ["-R"]):
        done = subprocess.run([PROGRAM, "queue", "--root", str(SAMPLE), *show, *option], capture_output=True, text=True)
        check(f"queue show {option} is refused", (done.returncode, done.stdout, "queue show takes message ids" in done.stderr), (2, "", True))
    check("a regular expression spares nobody", queue("--not", "-f", "^info@")[:2], (2, 0))
    check("a name that nobody has spares nobody, and is no slip", queue("--not", "-f", "nobody@x.example")[:2], (0, total))
    named = queue("--header", "Subject=parcel")[1]
    check("some have that subject", 0 < named < total, True)
    for words in ("Subject: parcel", "subject:parcel", "Subject:=parcel"):
        check(f"a header written {words!r}", queue("--header", words)[1], named)
    check("all that have a subject", queue("--header", "Subject")[1], total)
    for words, wanted in ((("list",), "queuehound queue"), (("count",), "queuehound queue --count"),
                          (("1xVbAm-0000FS-0C",), "queuehound queue show 1xVbAm-0000FS-0C")):
        check(f"queue {words} says what was meant", queue(*words)[2].splitlines()[-1], "  try: " + wanted)
    full, brief = (subprocess.run([PROGRAM, "who", "info@harbor-tools.example", "--root", str(SAMPLE), *more], capture_output=True,
                                  text=True).stdout.split("RECEIVED")[0] for more in (["-v"], []))
    total = ask("who", "info@harbor-tools.example")["sent"]["in_all"]["recipient_domains"]
    check("domains that who leaves out are counted", f"and {total - 5} more: -v shows all" in brief and total > 10, True)
    check("and shown with -v", re.search(r"and \d+ more$", full, re.M), None)
    done = subprocess.run([PROGRAM, "who", "203.0.113.0/24", "--root", str(SAMPLE)], capture_output=True, text=True)
    check("who takes part in several incidents is told so at once", "more, below." in done.stdout.split("Next:")[0], True)


def bundle(incident, path, *words):
    done = subprocess.run([PROGRAM, "explain", incident["id"], "--root", str(SAMPLE), "-q",
                           "--bundle", str(path), *words], capture_output=True, text=True)
    return done.returncode


def check_bundle(incident):
    """The archive as Python's tarfile and gzip read it."""
    with tempfile.TemporaryDirectory() as folder:
        first, second, clean, link = (Path(folder, name) for name in ("1.tgz", "2.tgz", "3.tgz", "l.tgz"))
        check("an archive is written", bundle(incident, first), 0)
        check("for its owner alone", oct(first.stat().st_mode & 0o777), "0o600")
        check("never over a file", bundle(incident, first), 2)
        link.symlink_to(Path(folder, "elsewhere"))
        check("nor through a link", (bundle(incident, link), Path(folder, "elsewhere").exists()),
              (2, False))
        check("and again", bundle(incident, second), 0)
        check("the same bytes", first.read_bytes() == second.read_bytes(), True)
        check("bodies cannot be made anonymous",
              bundle(incident, Path(folder, "x"), "--anonymize", "--with-bodies"), 2)
        with tarfile.open(first) as archive:
            names = archive.getnames()
            top = incident["id"] + "/"
            data = json.load(archive.extractfile(top + "incident.json"))
            check("its JSON is explain's", data["incident"], incident)
            for name in incident["queue_selection"]["quarantine"][:5]:
                held = archive.extractfile(f"{top}headers/{name}-H").read()
                check("headers as they stand in the queue",
                      held, next(path for path in headers() if path.name == name + "-H").read_bytes())
            hashes = [row.split(maxsplit=2) for row in
                      archive.extractfile(top + "hashes.txt").read().decode().splitlines()]
            check("files are hashed", bool(hashes), True)
            for sha256, size, path in hashes:
                held = (SAMPLE / path.lstrip("/")).read_bytes()
                check(f"hash of {path}", (hashlib.sha256(held).hexdigest(), len(held)), (sha256, int(size)))
            check("no bodies unasked", [name for name in names if "/bodies/" in name], [])
        check("an anonymous one", bundle(incident, clean, "--anonymize"), 0)
        people = {found.decode() for name in incident["queue_selection"]["quarantine"]
                  for path in headers() if path.name == name + "-H"
                  for found in re.findall(rb"(?m)^([^\s<>@]+@[^\s<>@]+)$",
                                          path.read_bytes().split(b"\n\n")[0])}
        check("it has people to hide", len(people) > 10, True)
        text = gzip.decompress(clean.read_bytes()).decode("utf-8", "replace")
        check("none of them is in it", sorted(one for one in people if one in text), [])
        check("the culprit is", incident["account"] in text, True)


def check_who(scan):
    mailbox = next(row for row in scan["incidents"] if row["kind"] == "mailbox")
    known = ask("who", mailbox["account"])
    check("the culprit is called so", known["incidents"][0],
          {"id": mailbox["id"], "role": "culprit", "kind": "mailbox",
           "actor": "mailbox:" + mailbox["account"], "left_open": []})
    check("it sent no fewer than the incident says",
          known["sent"]["messages"] >= mailbox["messages"]["submitted"], True)
    origin = ask("who", mailbox["origins"][0]["address"])
    check("its driver is an origin", (origin["incidents"][0]["id"], origin["incidents"][0]["role"]),
          (mailbox["id"], "origin"))
    check("which sent through the mailbox", origin["sent"]["actors"][0]["text"],
          "mailbox:" + mailbox["account"])
    nobody = ask("who", "nobody@nowhere.example", status=1)
    check("nobody is not known", (nobody["known"], nobody["sent"]["messages"]), (False, 0))
    check("and what was looked at is told", bool(nobody["looked_at"]), True)
    rotated = (SAMPLE / "var/log/exim_mainlog-20261123").read_text(errors="replace")
    old = re.search(r"^\S+ \S+ (\S+) <= ", rotated, re.M)[1]
    check("a message older than the window is known by its lines", ask("who", "msg:" + old)["known"], True)
    ask("who", "x:y", status=2)
    ask("explain", "I-zzzzzz", status=1)


ADVISED = {"mailbox": ["forwarders", "password"], "script": ["up to date", "password"],
           "form": ["captcha", "double opt-in"]}


def check_letters(incident):
    """Both letters, as Python's own reader of mail understands them."""
    for whom in ("owner", "administrator"):
        done = subprocess.run([PROGRAM, "explain", incident["id"], "--letter", whom, "--root", str(SAMPLE)], capture_output=True)
        letter = email.message_from_bytes(done.stdout, policy=email.policy.default)
        text = " ".join(letter.get_content().split())
        name = f"letter to the {whom} about {incident['id']}"
        check(f"{name}: written, and without a defect", (done.returncode, letter.defects), (0, []))
        if whom == "owner" and incident["kind"] == "mailbox":
            # Here the account's own contact is the stolen mailbox: whoever stole it would read the letter.
            check(f"{name}: not sent to the thief, and why", (letter["To"] or "", b"the thief reads" in done.stderr), ("", True))
        else:
            check(f"{name}: addressed", bool(re.fullmatch(r"[^@\s]+@[^@\s]+|[a-z]+", letter["To"] or "")), True)
        check(f"{name}: says how many, and gives the reference",
              [str(incident["messages"]["submitted"]) in text, incident["id"] in text], [True, True])
        named = incident["subjects"][:3 if whom == "owner" else 1]
        check(f"{name}: names the subjects", [one["text"] for one in named if " ".join(one["text"].split()) not in text], [])
    advice = ADVISED.get(incident["kind"], [])
    owner = subprocess.run([PROGRAM, "explain", incident["id"], "--letter", "owner", "--root", str(SAMPLE)], capture_output=True,
                           text=True).stdout
    check(f"the owner of {incident['id']} is told what to do", [word for word in advice if word not in owner], [])


def check_advice(incident):
    """What to do after, and which names to ask: Python reverses the server's address."""
    after = ask("explain", incident["id"])["after"]
    check("there are steps to take", len(after["steps"]) >= 2, True)
    reversed_address = ipaddress.ip_address(after["asked_for"] or "192.0.2.1").reverse_pointer.removesuffix(".in-addr.arpa")
    asked = {row["zone"]: row["shell"] for row in after["blocklists"]}
    if incident["kind"] in ("inbound", "backscatter"):
        check("nobody is listed for being attacked", asked, {})
    else:
        check("the main lists are named", [one for one in MAIN_LISTS if one not in asked], [])
        names = {zone: f"{incident['domain'] if zone in DOMAIN_LISTS else reversed_address}.{zone}" for zone in asked}
        check("each is asked for the server or the domain",
              [zone for zone, shell in asked.items() if shell != f"dig +short A {names[zone]}; dig +short TXT {names[zone]}"], [])
    text = subprocess.run([PROGRAM, "explain", incident["id"], "--advice", "--root", str(SAMPLE)], capture_output=True,
                          text=True).stdout
    words = " ".join(text.split())
    check("--advice says every step and name", [one for one in [*after["steps"], *asked] if one not in words], [])


def check_without_network(incident):
    """explain names commands that ask the network, and asks nothing itself."""
    if not shutil.which("strace"):
        return
    trace = subprocess.run(["strace", "-f", "-qq", "-e", "trace=socket,connect,sendto", PROGRAM, "explain", incident["id"],
                            "--root", str(SAMPLE), "--json"], capture_output=True, text=True).stderr
    check("no socket of the network is opened", [line for line in trace.splitlines() if "AF_INET" in line], [])


def check_what_would_change(incident):
    """Signs left out of the sum one by one: what is left is below a half where the incident is said to end."""
    explained = ask("explain", incident["id"])
    adding, change = explained["adding_up"], explained["would_change"]
    for row in change["without"]:
        left = adding["sum"] + row["adds"]
        check(f"without {row['signal']}", row["ends_incident"], left < 0)


def check_network(scan):
    """Several incidents may come out of one network: explain shows one and names the others."""
    network = ipaddress.ip_network("203.0.113.0/24")
    theirs = {incident["id"] for incident in scan["incidents"]
              if any(ipaddress.ip_address(origin["address"]) in network for origin in incident["origins"])}
    explained = ask("explain", str(network))
    named = [explained["incident"]["id"], *(other["id"] for other in explained["also_in"])]
    check("all incidents out of a network are named, each once", sorted(named), sorted(theirs))
    text = subprocess.run([PROGRAM, "explain", str(network), "--root", str(SAMPLE)], capture_output=True, text=True).stdout
    check("in words too", [one for one in theirs if one not in text], [])
    check("an incident of its own id has no others", ask("explain", named[0])["also_in"], [])
    cut = subprocess.run([PROGRAM, "explain", named[0][:-1], "--root", str(SAMPLE)], capture_output=True, text=True)
    check("an id without its end", (cut.returncode, cut.stdout, f"try: queuehound explain {named[0]}\n" in cut.stderr), (1, "", True))


def main():
    if not os.access(PROGRAM, os.X_OK):
        print(f"no program at {PROGRAM}")
        return 77
    scan = ask("scan", status=1)
    for incident in scan["incidents"]:
        check_advice(incident)
        check_what_would_change(incident)
        if incident["kind"] in ADVISED:
            check_letters(incident)
        if incident["kind"] == "mailbox":
            check_mailbox(incident)
            check_bundle(incident)
            check_linked_spool(incident)
        elif incident["kind"] in ("script", "form"):
            check_program(incident)
        else:
            check_incident(incident)
    check_who(scan)
    check_network(scan)
    check_slips()
    check_without_network(scan["incidents"][0])
    print(f"{RESULTS['passed']} passed, {RESULTS['failed']} failed, 0 skipped")
    return 1 if RESULTS["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
