#!/usr/bin/env python3
"""What `who` says of a subject is that subject's, all of it and nobody else's: on servers of tests/cases, with numbers that
the stories tell.

Exit status: 0 all agree, 1 something differs.
"""
import gzip
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import case_server
from case_server import NOW, PROGRAM

RESULTS = Counter()
BOUNCE = "1xVUzz-0009aa-02"
SAMPLE = Path(__file__).resolve().parents[2] / "examples/sample-server"


def check(claim, found, wanted):
    print(f"ok   {claim}" if found == wanted else f"FAIL {claim}: {str(found)[:200]}, not {str(wanted)[:200]}")
    RESULTS["passed" if found == wanted else "failed"] += 1


def who(root, subject):
    done = subprocess.run([PROGRAM, "who", subject, "--root", str(root), "--now", NOW, "--json"],
                          capture_output=True, text=True)
    return json.loads(done.stdout)


def a_page_of_one_site(root):
    case_server.build("form_neighbours_page_told", root)
    asked = who(root, "script:/var/www/harbor.example/contact.php")["requests"]
    check("requests for the page, none for a page of that name elsewhere",
          [row["url"] for row in asked if not row["url"].startswith("harbor.example/")], [])
    asked = who(root, "script:/var/www/bakery.example/contact.php")["requests"]
    check("the other site's are told of the other", any(row["url"].startswith("bakery.example/") for row in asked), True)


def a_folder_as_cwd_lines_write_it(root):
    """Without a '/' at its end a path may be a folder's: what is known of the folder is told."""
    case_server.build("script_escaped_path", root)
    folder = "/home/bakery/public_html"
    asked, told = who(root, folder), who(root, f"dir:{folder}")
    check("a folder is known without a prefix", (asked["subject"], asked["incidents"]), (f"dir:{folder}", told["incidents"]))
    check("and something is", told["incidents"] != [], True)
    check("one named with its prefix stays a script", who(root, f"script:{folder}")["subject"], f"script:{folder}")


def a_message_as_the_spool_names_it(root):
    case_server.build("mailbox_smtp_auth", root)
    name = min(path.name for path in root.rglob("*-H"))
    told = who(root, name)
    check("a -H file's name is its message's", told["subject"], f"msg:{name[:-2]}")
    check("nothing is usual of one message", (told["usual"], told["first_seen"] is None), (None, False))
    for typed in (name, f"msg:{name[:-2]}"):
        shown = subprocess.run([PROGRAM, "queue", "show", typed, "--root", str(root), "--now", NOW, "--json"], capture_output=True, text=True)
        check(f"queue show {typed}", (shown.returncode, name[:-2] in shown.stdout), (0, True))


def what_exim_refused(root):
    """A letter refused after its text was sent has an id and was never here."""
    case_server.build("busy_clean", root)
    log = next(Path(root).rglob("*mainlog"))
    log.write_text(log.read_text() + f"2026-11-23 15:59:00 {BOUNCE} H=(x) [203.0.113.9] F=<a@b.example> rejected after DATA: no\n")
    done = subprocess.run([PROGRAM, "who", BOUNCE, "--root", str(root), "--now", NOW], capture_output=True, text=True)
    for words, is_said in (("now: no message: Exim refused it", True), ("It is none of the messages that were judged", True),
                           ("It is older", False)):
        check(f"a refused letter: {words}", words in done.stdout, is_said)


def half_a_server(root):
    """Where only the queue could be read, that nothing was found is half an answer, and is said to be."""
    case_server.build("mailbox_smtp_auth", root)
    for log in Path(root).rglob("*mainlog*"):
        log.unlink()
    for words in (["who", "nobody@x.example"], ["explain", "nobody@x.example"], ["explain", "I-000000"]):
        done = subprocess.run([PROGRAM, *words, "--root", str(root), "--now", NOW], capture_output=True, text=True)
        said = " ".join((done.stdout + done.stderr).split())
        check(f"{' '.join(words)}: status", done.returncode, 1)
        check(f"{' '.join(words)}: half an answer", "the main log could not be read: half an answer" in said, True)
        check(f"{' '.join(words)}: why", "main log" in said.split("half an answer")[-1], True)
        check(f"{' '.join(words)}: not to who and back", "queuehound who I-" in said, False)


def a_log_of_another_version(root):
    """Whose arrivals hold an item that nobody knows: nothing found is half an answer."""
    case_server.build("busy_clean", root)
    for old in Path(root).rglob("*mainlog-*"):
        old.unlink()
    log = next(Path(root).rglob("*mainlog"))
    log.write_text(log.read_text().replace(" S=", " New=4.99 S="))
    done = subprocess.run([PROGRAM, "scan", "--root", str(root), "--now", NOW], capture_output=True, text=True)
    said = " ".join(done.stdout.split())
    check("a log of another version: half an answer", "many lines of the main log are not understood: half an answer" in said, True)
    check("a log of another version: what to do", "queuehound parse --kind exim_main" in said, True)


def a_log_that_ended(root):
    """A main log that stopped days ago, or is stamped with years to come, is not a server where nothing happens."""
    case_server.build("busy_clean", root)

    def said(now, *more):
        done = subprocess.run([PROGRAM, "scan", "--root", str(root), "--now", now, *more], capture_output=True, text=True)
        return " ".join((done.stdout + done.stderr).split())

    check("a log up to now: nothing found", "Nothing found: nobody" in said(NOW) and "half an answer" not in said(NOW), True)
    later = said("2026-11-28 16:00:00")
    check("a log that ended: half an answer", "tells nothing of now: half an answer" in later, True)
    check("a log that ended: when", "main log ends at 2026-11-23T" in later and "5 days before now" in later, True)
    check("who looks into the past is told nothing of it", "half an answer" in said("2026-11-28 16:00:00", "--until", NOW), False)
    check("a log of years to come", "main log is ahead of now" in said("2026-10-01 16:00:00"), True)
    queued = next(path for path in (root / "var/spool").rglob("input") if path.is_dir())
    for letter, text in (("H", f"{BOUNCE}-H\nann 1000 1000\n<ann@a.example>\n1764000000 0\n-local\nXX\n1\nbob@b.example\n\n"), ("D", f"{BOUNCE}-D\n")):
        (queued / f"{BOUNCE}-{letter}").write_text(text)
    for log in root.glob("var/log/**/exim*main*"):
        log.write_text("")
    check("an empty log, whatever waits in the queue", "main log holds no line" in said(NOW), True)


def a_list_and_its_copies(root):
    case_server.build("list_mailman_clean", root)
    for subject in ("list:walks@birdclub.example", "walks@birdclub.example"):
        known = who(root, subject)
        check(f"{subject}: copies and posts", [known["sent"]["recipients"], known["sent"]["messages"], known["received"]["messages"]],
              [120, 2, 2])
        check(f"{subject}: whose copies", [row["text"] for row in known["sent"]["senders"]], ["walks-bounces@birdclub.example"])
    check("another list's are none of it", who(root, "list:boats@birdclub.example")["sent"]["messages"], 0)


def an_account_and_its_mailboxes(root):
    case_server.build("mailbox_smtp_auth", root)
    boxes = [who(root, f"mailbox:{box}@harbor.example") for box in ("info", "sales")]
    account = who(root, "account:harbor")
    by_login = sum(row["messages"] for row in account["sent"]["actors"] if row["text"].startswith("mailbox:"))
    logged_in = sum(row["messages"] for box in boxes for row in box["sent"]["actors"] if row["text"].startswith("mailbox:"))
    check("an account sent what its mailboxes sent", by_login, logged_in)
    check("and that is much", by_login > 100, True)
    check("and it was who logged in", {row["user"] for row in account["logins"]} >= {"info@harbor.example"}, True)


def a_letter_of_the_owner(root):
    """It went while the thief was at work: it is the same login's, and not of his mailing."""
    case_server.build("mailbox_smtp_auth", root)
    log = Path(root, "var/log/exim_mainlog").read_text(errors="replace")
    roles = {"owner": set(), "thief": set()}
    for line in log.splitlines():
        words = line.split()
        if len(words) < 4 or words[3] != "<=" or not "12:30:00" < words[1] < "15:10:00" or ":info@harbor.example" not in line:
            continue
        sender = roles["owner" if "[192.0.2.21]" in line else "thief"]
        if len(sender) < 5:
            sender.add((words[2], tuple(row["role"] for row in who(root, words[2])["incidents"])))
    check("a thief's letters are the incident's", {role for _, role in roles["thief"]}, {("message",)})
    check("the owner's are not", {role for _, role in roles["owner"]}, {()})


def one_of_many_recipients(root):
    case_server.build("list_abused", root)
    received = who(root, "member0@town0.example")["received"]
    outcomes = received["delivered"] + received["deferred"] + received["failed"]
    check("one copy of each", (received["recipients"], outcomes), (received["messages"],) * 2)
    check("and only its own domain", [row["text"] for row in received["recipient_domains"]], ["town0.example"])


def a_login_as_it_was_typed(root):
    case_server.build("login_without_domain", root)
    bare, whole = who(root, "anna"), who(root, "mailbox:anna@server.hosting.example")
    check("a login without its domain", bare["sent"], whole["sent"])
    check("is known", bare["known"], True)


# Of a directory (LDAP, winbind), in a container, or deleted since.
def an_account_that_no_file_names(root):
    case_server.build("mailbox_smtp_auth", root)
    with (root / "var/log/exim_mainlog").open("a") as log:
        log.write('2026-11-23 14:30:00 1xVUtE-0002DH-T6 <= gone@harbor.example U=gonewala P=local S=900 for x@far.example\n')
    account = who(root, "account:gonewala")
    check("an account that only the log names", (account["known"], account["subject"]), (True, "account:gonewala"))
    check("an account in capitals", who(root, "account:HARBOR")["subject"], "account:harbor")
    check("nobody's account is no mailbox", who(root, "account:nobody")["subject"], "account:nobody")
    check("sent its letter", account["sent"]["messages"], 1)


def what_exim_gave_up(root):
    case_server.build("mailbox_smtp_auth", root)
    with (root / "var/log/exim_mainlog").open("a") as log:
        for text in ('<= <> R=1xVRwr-0007hV-Pd U=mailnull P=local S=900 T="failed" for gone@partner9.example',
                     "Frozen (delivery error message)", "cancelled by timeout_frozen_after", "Completed"):
            log.write(f"2026-11-23 15:30:00 {BOUNCE} {text}\n")
    check("a bounce that Exim gave up", who(root, BOUNCE)["now"], "gone: cancelled by timeout_frozen_after")


def a_message_by_its_message_id(root):
    """A complaint quotes the header of the mail, which the log calls id=."""
    case_server.build("mailbox_smtp_auth", root)
    log = root / "var/log/exim_mainlog"
    found = re.search(r"(\S+) <= \S+ H=\S.* id=(\S+)", log.read_text())
    mailbox = re.search(r" A=[a-z_]+:(\S+@\S+)", log.read_text())[1]
    with log.open("a") as more:
        more.write(f"2026-11-23 15:30:00 {BOUNCE} <= x@y.example H=(x) [192.0.2.77] P=smtp S=900 id={mailbox}\n")
    for typed in (found[2], f"<{found[2]}>", f"msg:<{found[2]}>", f"MSG:{found[2]}"):
        check(f"{typed}: the message", who(root, typed)["subject"], f"msg:{found[1]}")
    own = json.loads(subprocess.run([PROGRAM, "scan", "--root", str(root), "--now", NOW, "--json"], capture_output=True).stdout)["host"]["hostname"]
    for typed in (f"<E{found[1]}@{own}>", f"E{found[1]}@{own}", f"msg:E{found[1]}@{own}"):
        check(f"{typed}, as Exim makes them", who(root, typed)["subject"], f"msg:{found[1]}")
    for typed in (f"E{BOUNCE}@mx.example", "msg:no such@[192.0.2.9]"):
        check(f"{typed}: nothing", who(root, typed)["known"], False)
    check("a mailbox whose name a stranger uses so", who(root, mailbox)["subject"], f"mailbox:{mailbox}")


def an_attempt_that_two_logs_tell(_):
    """SMTP AUTH that Dovecot checks: Exim's log and Dovecot's auth process both tell of each wrong password."""
    sample = case_server.REPO / "examples/sample-server"
    tried = Counter()
    for line in (SAMPLE / "var/log/exim_mainlog").read_text(errors="replace").splitlines():
        found = re.search(r"authenticator failed for .*\[198\.51\.100\.151\].*set_id=([^)]*)", line)
        tried.update([found[1]] if found else [])
    asked = json.loads(subprocess.run([PROGRAM, "who", "198.51.100.151", "--root", str(SAMPLE), "--json"],
                                      capture_output=True, text=True).stdout)
    check("each wrong password once", sorted((row["user"], row["door"], row["failed"]) for row in asked["logins"]),
          sorted((user, "smtp_auth", count) for user, count in tried.items()))


def an_address_that_is_left_open(root):
    """Who asks of an address that drives an incident is told why the plan spares it, and nothing of one that it blocks."""
    case_server.build("form_that_logs_in_debian", root)
    done = subprocess.run([PROGRAM, "scan", "--root", str(root), "--now", NOW, "--json"], capture_output=True, text=True)
    reasons, blocked = {}, set()
    for incident in json.loads(done.stdout)["incidents"]:
        for origin in incident["origins"]:
            if origin["block"]:
                blocked.add(origin["address"])
            else:
                reasons[origin["address"]] = origin["not_blocked_because"]
    spared = sorted(set(reasons) - blocked)
    check("some are spared, some are not", bool(spared) and bool(blocked), True)
    for address in spared[:3]:
        left = [row for part in who(root, f"ip:{address}")["incidents"] for row in part["left_open"]]
        check(f"{address}: why it is left open", left, [{"address": address, "why": reasons[address]}])
        done = subprocess.run([PROGRAM, "who", address, "--root", str(root), "--now", NOW], capture_output=True, text=True)
        check(f"{address}: and in words", f"The plan does not block {address}:" in " ".join(done.stdout.split()), True)
    for address in sorted(blocked)[:2]:
        left = [row for part in who(root, f"ip:{address}")["incidents"] for row in part["left_open"]]
        check(f"{address} is to be blocked", left, [])


def an_address_without_a_past_of_its_own(root):
    case_server.build("mailbox_smtp_auth", root)
    owner = who(root, "ip:192.0.2.21")
    check("its owner sent from it", owner["sent"]["messages"] > 0, True)
    check("no usual level is made up for an address", owner["usual"], None)


def who_got_in_by_smtp(root):
    """Exim logs a login with each letter, in this window or before, and whoever failed at first has got in all the same."""
    case_server.build("mailbox_smtp_auth", root)
    log = "".join((gzip.open if path.suffix == ".gz" else open)(path, "rt").read() for path in root.glob("var/log/exim_mainlog*"))
    arrivals = [line for line in log.splitlines() if " <= " in line and " A=dovecot_login:" in line]
    for address in ("203.0.113.11", "192.0.2.21"):
        letters = sum(f"[{address}]" in line for line in arrivals)
        rows = [row for row in who(root, f"ip:{address}")["logins"] if row["door"] == "smtp_auth"]
        check(f"{address}: each of its letters, today or before", sum(row["succeeded"] + row["succeeded_before"] for row in rows), letters)
        check(f"{address}: there are some", letters > 0, True)
    failed = next(row for row in who(root, "ip:203.0.113.11")["logins"] if row["failed"])
    check("who failed and got in is one line of both", (failed["door"], failed["succeeded"] > 0), ("smtp_auth", True))


def names_on_letters_of_others(root):
    """What bears a name is counted, and its usual level is that of who sent it: not 0 a day, nor that of the login alone."""
    sample = Path(__file__).resolve().parents[2] / "examples/sample-server"
    def ask(subject, *more):
        return subprocess.run([PROGRAM, "who", subject, "--root", str(sample), *more], capture_output=True, text=True).stdout
    elsewhere = json.loads(ask("domain:post.test", "--json"))
    check("a domain elsewhere has no usual level", (elsewhere["sent"]["messages"] > 0, elsewhere["usual"]), (True, None))
    check("of a newsletter in a mailbox's name it is said whose level is told",
          "counted for what it sent itself: not for 60 of the 62 messages above" in ask("desk@gazette.example"), True)


def a_program_where_no_line_tells_its_folder(root):
    """Debian's own log_selector writes no `cwd=`: the program's mail is what the verdict says."""
    case_server.build("form_default_selector", root)
    done = subprocess.run([PROGRAM, "scan", "--root", str(root), "--now", NOW, "--json"], capture_output=True, text=True)
    page = next(one for one in json.loads(done.stdout)["incidents"] if one["script"])
    for subject in (f"script:{page['script']}", f"dir:{Path(page['script']).parent}"):
        sent = who(root, subject)["sent"]
        check(f"{subject} sent", (sent["messages"], sent["delivered"], sent["queued"]),
              tuple(page["messages"][name] for name in ("submitted", "delivered", "queued")))


def a_file_beside_the_one_that_mails(root):
    """The folder is all that `cwd=` lines tell; PHP's log tells the file: no other of the folder's sent its letters."""
    sample = Path(__file__).resolve().parents[2] / "examples/sample-server"
    def sent(subject):
        done = subprocess.run([PROGRAM, "who", subject, "--root", str(SAMPLE), "--json"], capture_output=True, text=True)
        told = json.loads(done.stdout)
        return told["sent"]["messages"], told["usual"]
    folder = "/home/birdclub/public_html/phpbb"
    for name, messages in (("ucp.php", 128), ("posting.php", 1), ("index.php", 0), ("none.php", 0)):
        check(f"{name} sent", sent(f"script:{folder}/{name}"), (messages, None))
    check("the folder's are all of them", sent(f"dir:{folder}")[0], 129)


def a_page_that_php_alone_tells_of(root):
    """All pages run as one user, no line tells a folder, and nobody suspects this page."""
    case_server.build("shell_forges_its_past", root)
    for subject in ("script:/var/www/museum.example/contact.php", "dir:/var/www/museum.example"):
        told = who(root, subject)
        check(f"{subject} sent", (told["sent"]["messages"], told["incidents"]), (3, []))
        check(f"{subject}: no usual level is made up", told["usual"], None)


def a_domain_by_both_its_names(root):
    """Logs hold xn-- where a login or a setting names it and UTF-8 where SMTPUTF8 mail does: one domain, one answer."""
    case_server.build("mailbox_of_umlauts", root)
    for ascii_form, utf8_form in (("xn--bcher-kva.example", "bücher.example"),
                                  ("info@xn--bcher-kva.example", "mailbox:info@bücher.example")):
        told, asked = who(root, ascii_form), who(root, utf8_form)
        for part in ("facts", "incidents", "sent", "received", "logins", "usual", "first_seen"):
            check(f"{utf8_form}: {part}", asked[part], told[part])
        check(f"{utf8_form}: incidents are known", [row["kind"] for row in asked["incidents"]].count("mailbox"), 1)
        check(f"{utf8_form}: a friend's letter is its too", "An old edition" in str(asked["received"]["subjects"]), True)
    explained = subprocess.run([PROGRAM, "explain", "bücher.example", "--root", str(root), "--now", NOW], capture_output=True)
    check("and explained", explained.returncode, 0)


def requests_of_who_is_fine(_):
    """A shop that nobody suspects: its request is told of the letter, of the visitor, the site, the page."""
    def asked(subject):
        done = subprocess.run([PROGRAM, "who", subject, "--root", str(SAMPLE), "--json"], capture_output=True, text=True)
        return json.loads(done.stdout)
    page, visitor = "harbor-tools.example/shop/order.php", "192.0.2.133"
    letter = next(line.split()[2] for line in (SAMPLE / "var/log/exim_mainlog").read_text(errors="replace").splitlines()
                  if " <= " in line and " U=harbor " in line)
    told = asked(f"msg:{letter}")
    check("no incident is its letter's", told["incidents"], [])
    check("the request it followed", [(row["url"], row["address"], row["posts"]) for row in told["requests"]], [(page, visitor, 1)])
    for subject in (f"ip:{visitor}", "account:harbor", "domain:harbor-tools.example", "script:/home/harbor/public_html/shop/order.php"):
        rows = [row for row in asked(subject)["requests"] if (row["url"], row["address"]) == (page, visitor)]
        check(f"of {subject}", [(row["requests"], row["posts"], row["followed_by_mail"]) for row in rows], [(2, 1, 1)])
    robot, driven = "203.0.113.62", "birdclub.example/phpbb/ucp.php"
    for subject in (f"ip:{robot}", "account:birdclub", "domain:birdclub.example", "script:/home/birdclub/public_html/phpbb/ucp.php"):
        rows = [row for row in asked(subject)["requests"] if (row["url"], row["address"]) == (driven, robot)]
        check(f"of {subject}, whose pages the web server's user runs", [(row["posts"], row["followed_by_mail"]) for row in rows], [(45, 45)])
    elsewhere = asked(f"ip:{visitor}")["requests"]
    check("what he asked another site for, and no letter of this one", [row["followed_by_mail"] for row in elsewhere if row["url"] != page],
          [0] * (len(elsewhere) - 1))
    check("and he did", len(elsewhere) > 1, True)


def states_add_up(_):
    """Of each recipient one state is told, where a flood still waits and where it went out."""
    for subject in ("account:lakeside", "mailbox:info@harbor-tools.example"):
        done = subprocess.run([PROGRAM, "who", subject, "--root", str(SAMPLE), "--json"], capture_output=True, text=True)
        sent = json.loads(done.stdout)["sent"]
        states = [sent[name] for name in ("delivered", "deferred", "failed", "discarded", "untold")]
        check(f"of {subject}", (sum(states), sent["recipients"] > 50), (sent["recipients"], True))


def main():
    plays = (a_domain_by_both_its_names, a_page_that_php_alone_tells_of, a_file_beside_the_one_that_mails, a_program_where_no_line_tells_its_folder, a_page_of_one_site, a_folder_as_cwd_lines_write_it, a_message_as_the_spool_names_it, a_list_and_its_copies, an_account_and_its_mailboxes, an_account_that_no_file_names, one_of_many_recipients, a_login_as_it_was_typed, a_letter_of_the_owner,
             what_exim_gave_up, what_exim_refused, half_a_server, a_log_of_another_version, a_log_that_ended, a_message_by_its_message_id, an_attempt_that_two_logs_tell, an_address_that_is_left_open, an_address_without_a_past_of_its_own,
             who_got_in_by_smtp, names_on_letters_of_others, requests_of_who_is_fine, states_add_up)
    with tempfile.TemporaryDirectory() as folder:
        for play in plays:
            play(Path(folder, play.__name__))
    print(f"{RESULTS['passed']} passed, {RESULTS['failed']} failed, 0 skipped")
    sys.exit(1 if RESULTS["failed"] else 0)


if __name__ == "__main__":
    main()
