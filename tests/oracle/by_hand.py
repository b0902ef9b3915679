#!/usr/bin/env python3
"""The shell commands that `explain` gives by hand, run by a real shell on servers of tests/cases: they list the messages of
the culprit and no others, whatever ACL variables hold and however the log and the login are written. And a bundle made
with --anonymize holds no name of an innocent person.

Exit status: 0 all agree, 1 something differs.
"""
import gzip
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path

import case_server
from case_server import NOW, PROGRAM

RESULTS = Counter()


def check(claim, found, wanted):
    print(f"ok   {claim}" if found == wanted else f"FAIL {claim}: {str(found)[:200]}, not {str(wanted)[:200]}")
    RESULTS["passed" if found == wanted else "failed"] += 1


def build(case, folder):
    root = Path(folder, case)
    case_server.build(case, root)
    return root


def explain(root, subject):
    done = subprocess.run([PROGRAM, "explain", subject, "--root", str(root), "--now", NOW, "--json"],
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def run(explained, words):
    """The lines that the command prints whose sentence holds `words`."""
    shell, = [row["shell"] for row in explained["by_hand"] if words in row["text"]]
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True)
    check(f"it complains of nothing: {words}", (done.returncode, done.stderr), (0, ""))
    return done.stdout.splitlines()


def headers(root):
    return {path.name.removesuffix("-H"): path for path in root.glob("var/spool/exim*/input/**/*-H")}


def with_acl_variable(header, value):
    at = header.index(b"\n", header.index(b"-received_protocol")) + 1
    return header[:at] + b"-aclm 0 %d\n%s\n" % (len(value), value) + header[at:]


def messages_of_a_mailbox(folder):
    root = build("mailbox_smtp_auth", folder)
    selection = explain(root, "mailbox:info@harbor.example")["incident"]["queue_selection"]
    own = sorted(selection["quarantine"] + selection["spare"])
    evidence = explain(root, "mailbox:info@harbor.example")["incident"]["evidence"]
    first = next(row for row in evidence if row["source"])
    check("the line of the first sign", run(explain(root, "mailbox:info@harbor.example"), "the line at byte"), [first["source"]["line"]])
    files = headers(root)
    for identity in own[:20]:
        files[identity].write_bytes(with_acl_variable(files[identity].read_bytes(), b"Spam report,\n\nscore 0.1"))
    files[own[20]].write_bytes(with_acl_variable(files[own[20]].read_bytes(), b""))
    # Another customer's, whose variable says what Exim would write of the culprit's.
    other = "1xVUaa-0001aa-01"
    text = files[own[-1]].read_bytes().replace(own[-1].encode(), other.encode())
    text = text.replace(b"info@harbor.example", b"desk@lakeside.example")
    files[own[-1]].with_name(f"{other}-H").write_bytes(with_acl_variable(text, b"x\n-auth_id info@harbor.example\n"))
    found = run(explain(root, "mailbox:info@harbor.example"), "login Exim itself")
    check("every message of the mailbox, and none of another", sorted(found), own)


def a_login_without_a_domain(folder):
    root = build("login_without_domain", folder)
    with (root / "var/log/mail.log").open("a") as log:
        for user, address in (("anna", "203.0.113.11"), ("joanna", "192.0.2.9"), ("anna@server.hosting.example", "198.51.100.13")):
            log.write(f"Nov 23 15:31:00 server dovecot: imap-login: Login: user=<{user}>, method=PLAIN, rip={address}, "
                      "lip=192.0.2.10, mpid=1, TLS, session=<1>\n")
    explained = explain(root, "mailbox:anna@server.hosting.example")
    incident = explained["incident"]
    check("who logs in without a domain", len(run(explained, "login Exim itself")), incident["messages"]["queued"])
    addresses = {line.split()[1].strip("[]") for line in run(explained, "from which addresses")}
    check("and from where", {row["address"] for row in incident["origins"]} <= addresses, True)
    check("and from where it was read", {line.split()[1] for line in run(explained, "who read mail")},
          {"rip=203.0.113.11,", "rip=198.51.100.13,"})


def ways_of_syslog(root):
    """syslog's time in both its forms, with and without Exim's own behind it."""
    log, = root.glob("var/log/mail.log")
    traditional = log.read_text()
    stampless = re.sub(r"(exim\[\d+\]: )\d{4}-\d\d-\d\d \d\d:\d\d:\d\d ", r"\1", traditional)
    for text in (traditional, stampless):
        yield text
        yield re.sub(r"^[A-Z][a-z]+ +(\d+) ([\d:]+) ", lambda m: f"2026-11-{int(m[1]):02d}T{m[2]}.123456+01:00 ", text, flags=re.M)


def through_syslog(folder):
    root = build("log_syslog", folder)
    for text in ways_of_syslog(root):
        (root / "var/log/mail.log").write_text(text)
        explained = explain(root, "mailbox:info@harbor.example")
        check("the life of one message through syslog", len(run(explained, "life of one message")) > 1, True)
        origins = {row["address"] for row in explained["incident"]["origins"]}
        found = {line.split()[1].strip("[]") for line in run(explained, "from which addresses")}
        check("its addresses through syslog", (origins <= found, len(origins) > 0), (True, True))


def add_fields(path, *fields):
    with path.open("ab") as file:
        for flag, text in fields:
            file.write(b"%03d%s %s\n" % (len(text) + 1, flag, text.encode()))


def add_options(path, options):
    """Into the envelope of a -H file, behind its four fixed lines."""
    lines = path.read_bytes().split(b"\n", 4)
    path.write_bytes(b"\n".join(lines[:4]) + b"\n" + options + lines[4])


def no_names_leave(folder):
    folder = Path(folder, "names")
    folder.mkdir()
    root = build("mailbox_smtp_auth", folder)
    incident = explain(root, "mailbox:info@harbor.example")["incident"]
    first, second = incident["queue_selection"]["quarantine"][:2]
    files = headers(root)
    add_fields(files[first], (b"T", "To: " + ",\n ".join(f'"Bigname P{n}" <b{n}@domain07.example>' for n in range(300))))
    add_fields(files[second], (b" ", "Thread-Topic: Invoice for Threadname Smith"),
               (b" ", 'Disposition-Notification-To: "Dispname S" <d@x.example>'))
    add_options(files[first], b"--aclm _who 13\nAclname Smith\n-ident Identname\n")
    with (root / "var/log/exim_mainlog").open("a") as log:
        for outcome in ('=> "quoted guy"@domain07.example R=r T=t H=mx [198.51.100.9] C="250 ok"',
                        "=> aliasguy <sales@harbor.example> R=virtual_user T=dovecot_virtual_delivery",
                        "=> /var/mail/boxguy <sales@harbor.example> R=localuser T=local_delivery",
                        "** reasonguy@domain07.example R=r T=t H=mx.domain07.example [198.51.100.154]: SMTP error from "
                        "remote mail server after RCPT TO:<reasonguy@domain07.example>: 550 reasonguy... User unknown"):
            log.write(f"2026-11-23 15:38:59 {first} {outcome}\n")
    archive = Path(folder, "bundle.tgz")
    subprocess.run([PROGRAM, "explain", incident["id"], "--root", str(root), "--now", NOW, "--bundle", str(archive),
                    "--anonymize", "-q"], capture_output=True, check=True)
    with tarfile.open(archive) as bundle:
        texts = {member.name: bundle.extractfile(member).read().decode() for member in bundle.getmembers()}
    identity = incident["id"]
    check("its JSON is JSON", json.loads(texts[f"{identity}/incident.json"])["incident"]["id"], identity)
    check("a blank line ends the envelope", [name for name, text in texts.items() if "/headers/" in name and "\n\n" not in text], [])
    check("the life of its first message is told", "person" in texts[f"{identity}/evidence.txt"], True)
    for name in ("Bigname", "Threadname", "Dispname", "quoted guy", "aliasguy", "boxguy", "reasonguy", "Aclname", "Identname"):
        check(f"no {name}", [member for member, text in texts.items() if name in text], [])


def requests_of_a_log_in_json(folder):
    for case, page in (("web_log_json", "/contact.php"), ("web_log_caddy", "/wp-content/uploads/x9.php")):
        root = build(case, folder)
        script = next(i for i in json.loads(subprocess.run([PROGRAM, "scan", "--root", str(root), "--now", NOW, "--json"],
                                                            capture_output=True, text=True).stdout)["incidents"])["id"]
        asked = 0
        for path in root.rglob("*access*log*"):
            opened = gzip.open if path.name.endswith(".gz") else open
            with opened(path, "rt") as log:
                for line in filter(lambda line: line.startswith("{"), log):
                    request = json.loads(line)["request"]
                    target = request["uri"] if isinstance(request, dict) else request.split()[1]
                    asked += target.partition("?")[0] == page
        found = run(explain(root, script), "the requests for the page")
        check(f"{case}: each request for the page, and no other line", len(found), asked)


def requests_of_an_escaped_path(folder):
    """A path with blanks and umlauts stands in the log as %XX, in either case."""
    root = build("script_escaped_path", folder)
    found = run(explain(root, "account:bakery"), "the requests for the page")
    lines = [line for path in root.rglob("domlogs/bakery.example*") for line in path.read_text().splitlines()
             if '"POST /neue%20fotos/' in line]
    check("each request for the escaped path, and no other line", sorted(found), sorted(lines))
    root = build("entry_ftp_xferlog", folder)
    found = run(explain(root, "account:lakeside"), "the requests for the page")
    check("and for a path with blanks as they are", (len(found) > 0, [line for line in found if "uploads/x b _" not in line]), (True, []))


def messages_without_a_login(folder):
    """A script that speaks SMTP to its own server, and a webmail that does: Exim notes neither user nor login."""
    for case, subject, words in (("smtp_page_shell", "account:bakery", "SMTP without a login"),
                                 ("webmail_sogo", "mailbox:accounts@harbor.example", "by the sender")):
        root = build(case, folder)
        explained = explain(root, subject)
        wanted = set(explained["incident"]["queue_selection"]["quarantine"])
        found = set(run(explained, words))
        check(f"{case}: its messages are among them", (wanted <= found, wanted != set()), (True, True))
        local = {identity for identity, path in headers(root).items() if b"\n-host_address [127.0.0.1]" in path.read_bytes()}
        check(f"{case}: and none from elsewhere", found - local, set())
    told = run(explained, "webmail's own log")
    check("where the webmail saw it", any("203.0.113.41" in line for line in told), True)


def requests_behind_the_name_of_a_site(folder):
    """Some panels' logs begin with it, a log of each site though they keep."""
    folder = Path(folder, "sites")
    folder.mkdir()
    for case in ("layout_aapanel_shell", "smtp_page_shell"):
        root = build(case, folder)
        explained = explain(root, "account:bakery")
        page = "/" + explained["incident"]["url"].partition("/")[2]
        origin = explained["incident"]["origins"][0]
        found = dict(reversed(line.split()) for line in run(explained, "who asked for the page"))
        logs = {path.stat().st_ino: path for path in root.rglob("*example*") if path.is_file() and path.suffix != ".gz"}
        asked = sum(f'POST {page} ' in line and f"{origin['address']} - " in line for path in logs.values()
                    for line in path.read_text(errors="replace").splitlines())
        check(f"{case}: who asked, how often", int(found.get(origin["address"], 0)), asked)


def what_names_an_address(folder):
    """Of who guessed by IMAP the main log knows nothing."""
    root = build("office_of_a_gone_mailbox", folder)
    log, = root.glob("var/log/maillog")
    tried = [line for line in log.read_text().splitlines() if "203.0.113.99" in line]
    with log.open("a") as file:
        for other in ("203.0.113.9", "203.0.113.990", "1203.0.113.99"):
            file.write(f"Nov 23 10:20:00 server dovecot: imap-login: Disconnected (auth failed, 1 attempts): user=<x>, rip={other}, lip=192.0.2.10\n")
        file.write("Nov 23 10:20:01 server dovecot: auth: passwd-file(x,::ffff:203.0.113.99,<1>): unknown user\n")
    found = run(explain(root, "ip:203.0.113.99"), "the login log says")
    check("each line of that address and of no other", len(found), len(tried) + 1)


def the_last_of_an_address(folder):
    """The shell names the live log first: the last lines are those with the last stamps."""
    root = build("inbound_guessing", folder)
    explained = explain(root, "ip:203.0.113.81")
    log, = root.glob("var/log/exim_mainlog")
    log.with_name("exim_mainlog-20261101").write_text("2026-11-01 10:00:00 SMTP connection from [203.0.113.81]\n" * 99)
    check("none of them is old", [line for line in run(explained, "the last that the main log says") if line < "2026-11-23"], [])


def root_that_begins_with_a_dash(folder):
    """find and zcat would take it for an option."""
    folder = Path(folder, "dashed")
    folder.mkdir()
    own = build("mailbox_smtp_auth", folder)
    own.rename(own.with_name("-root"))
    done = subprocess.run([PROGRAM, "explain", "mailbox:info@harbor.example", "--root=-root", "--now", NOW, "--json"],
                          capture_output=True, text=True, check=True, cwd=folder)
    for row in json.loads(done.stdout)["by_hand"]:
        done = subprocess.run(["sh", "-c", row["shell"]], capture_output=True, text=True, cwd=folder)
        check(f"below -root it finds something: {row['text']}", (done.stdout == "", done.stderr), (False, ""))


def file_that_php_names(folder):
    """What a site's index.php calls is a name without a folder: it is looked for, and nothing else that may match it."""
    root = build("visitors_start_a_hidden_file", folder)
    found = run(explain(root, "account:bakery"), "the file lies that PHP names")
    check("one file of that name is found", [line.split()[-1] for line in found],
          [f"{root}/home/bakery/public_html/wp-content/uploads/x9.php"])


def job_of_cron(folder):
    """It runs in the account's home, as the shop's job of eight orders a day does; its file lies elsewhere."""
    root = build("cron_two_jobs", folder)
    explained = explain(root, "account:bakery")
    lines = run(explained, "by the folder they ran in")
    check("a job of cron is counted where it ran", lines,
          [f"{explained['incident']['messages']['submitted'] + 11 * 8} /home/bakery"])


def copies_of_a_list(folder):
    root = build("list_abused", folder)
    explained = explain(root, "list:walks@birdclub.example")
    mailing = set(explained["incident"]["queue_selection"]["quarantine"])
    listed = run(explained, "by the list's own sender")
    check("all copies of the mailing are among the list's", (mailing <= set(listed), len(mailing) > 5), (True, True))
    others = {name for name, path in headers(root).items() if b"walks" not in path.read_bytes().split(b"\n\n")[0].lower()}
    check("and nothing that is not the list's", set(listed) & others, set())


def bounces_to_one(folder):
    root = build("backscatter", folder)
    explained = explain(root, "mailbox:info@harbor.example")
    hosts = run(explained, "which hosts handed in bounces")
    arrivals = [line for line in (root / "var/log/exim_mainlog").read_text().splitlines()
                if " <= <> " in line and line.lower().endswith(" for info@harbor.example")]
    check("every bounce is counted by its host", sum(int(line.split()[0]) for line in hosts), len(arrivals))
    check("and there are some", len(arrivals) >= explained["incident"]["messages"]["submitted"] > 50, True)
    root = build("backscatter_to_a_whole_company", folder)
    explained = explain(root, "domain:harbor.example")
    waiting = {name for name, path in headers(root).items()
               if path.read_bytes().split(b"\n")[2] == b"<>" and b"\n" in path.read_bytes()
               and any(line.lower().endswith(b"@harbor.example") for line in path.read_bytes().split(b"\n\n")[0].split(b"\n")[4:])}
    check("bounces that wait for a whole company", set(run(explained, "queued bounces to it")), waiting)
    check("some do", len(waiting) > 5, True)


def plain_where_exim_writes(folder):
    """Nobody has to read past syslog's words where there are none."""
    folder = Path(folder, "plain")
    folder.mkdir()
    shells = [command["shell"] for command in explain(build("mailbox_smtp_auth", folder), "mailbox:info@harbor.example")["by_hand"]]
    check("no words of syslog's are taken away", [shell for shell in shells if "sed -E" in shell], [])
    root = build("log_syslog", folder)
    log = root / "var/log/exim4/mainlog"
    log.write_text(re.sub(r"^\w+ +\d+ [\d:]+ \S+ exim\[\d+\]: ", "", log.read_text(), flags=re.M))
    shells = [command["shell"] for command in explain(root, "mailbox:info@harbor.example")["by_hand"]]
    check("but where an older file of the log has them", any("sed -E" in shell for shell in shells), True)


def main():
    with tempfile.TemporaryDirectory() as folder:
        for play in (messages_of_a_mailbox, a_login_without_a_domain, through_syslog, requests_of_a_log_in_json,
                     requests_of_an_escaped_path, no_names_leave, messages_without_a_login,
                     requests_behind_the_name_of_a_site, what_names_an_address, the_last_of_an_address,
                     root_that_begins_with_a_dash, file_that_php_names, job_of_cron, copies_of_a_list, bounces_to_one,
                     plain_where_exim_writes):
            play(folder)
    print(f"{RESULTS['passed']} passed, {RESULTS['failed']} failed, 0 skipped")
    sys.exit(1 if RESULTS["failed"] else 0)


if __name__ == "__main__":
    main()
