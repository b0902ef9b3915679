#!/usr/bin/env python3
"""Holding, closing and re-opening accounts and mailboxes for real: Exim's next message, Dovecot's next login, panels by
strict stand-ins, Mailman 3, hostile names."""
import imaplib
import json
import email
import email.policy
import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
import accounts_stage as stage  # noqa: E402
from accounts_stage import can_log_in, fate, run, smtp_session, submit, submit_locally, wait_for, write  # noqa: E402,F401

RELEASE = pathlib.Path(__file__).resolve().parents[2] / "build/release"
PROGRAM = os.environ.get("QUEUEHOUND", str(RELEASE / "queuehound"))
ACTIONS = os.path.join(os.environ.get("QUEUEHOUND_ORACLES", str(RELEASE / "oracle")), "oracle_one_action")
USERS = pathlib.Path("/etc/dovecot/users")
HELD = pathlib.Path("/etc/queuehound/held-senders")
HELD_USERS = pathlib.Path("/etc/queuehound/held-users")
results = {"passed": 0, "failed": 0, "skipped": 0}


def expect(holds, what):
    results["passed" if holds else "failed"] += 1
    if not holds:
        print(f"FAILED: {what}", flush=True)


def act(*words, state="/var/lib/queuehound", check=False):
    return run(ACTIONS, state, "exim", *words, check=check)


def do(kind, target, *details):
    done = act("do", kind, target, *details)
    found = re.match(r"(A-\d+) (\w+): ", done.stdout)
    return done, found.group(1) if found else "", found.group(2) if found else ""


def secret_of(done):
    found = re.search(r"^secret password of .*: (\S+)$", done.stdout, re.M)
    return found.group(1) if found else ""


def journal_bytes():
    return b"".join(p.read_bytes() for p in pathlib.Path("/var/lib/queuehound").rglob("*") if p.is_file())


def holds_on_exim():
    stage.start_exim()
    done, _, state = do("hold_account", "kim@shop.example")
    expect(state == "planned" and "queuehound check" in done.stdout, f"unavailable before it is included: {done.stdout}")
    finding = {row["name"]: row for row in json.loads(run(PROGRAM, "check", "--json", check=False).stdout)["findings"]}["hold"]
    expect(finding["lines"] == ["acl_smtp_predata = /etc/queuehound/exim-hold.acl", "chunking_advertise_hosts =",
                                "acl_not_smtp = /etc/queuehound/exim-hold.acl"], f"the lines: {finding}")
    os.makedirs("/etc/queuehound", exist_ok=True)
    acl = run(PROGRAM, "check", "--exim-hold").stdout
    write("/etc/queuehound/exim-hold.acl", acl)
    stage.start_exim(hold="\n".join(finding["lines"]))
    names = [row["name"] for row in json.loads(run(PROGRAM, "check", "--json", check=False).stdout)["findings"]]
    expect("hold" not in names, f"check sees it included: {names}")
    expect(submit("kim@shop.example", "stolen") == "flows", "nobody is held: mail flows, with no list there")
    mailbox_waits()
    account_waits()
    hostile_names()
    # The other way to include it: from an access list that is there already.
    stage.start_exim(hold="acl_smtp_data = data\nacl_not_smtp = local\n", acls="""data:
  require acl = /etc/queuehound/exim-hold.acl
  accept
local:
  require acl = /etc/queuehound/exim-hold.acl
  accept
""")
    _, action, state = do("hold_account", "kim@shop.example", "mode=refuse")
    expect(state == "done" and submit("kim@shop.example", "stolen") == 451, "called by another list")
    expect(chunked("kim@shop.example", "stolen") == 451, "and by BDAT")
    expect(submit("lee@shop.example", "lees-own") == "flows", "others, called by another list")
    act("undo", action)


def mailbox_waits():
    session = smtp_session("kim@shop.example", "stolen")
    done, action, state = do("hold_account", "kim@shop.example")
    expect(state == "done" and "verified: /etc/queuehound/held-senders" in done.stdout, f"held: {done.stdout}{done.stderr}")
    status = HELD.stat()
    expect((status.st_mode & 0o777, status.st_uid) == (0o640, 0), f"mode {status.st_mode:o}")
    expect(shutil.which and HELD.group() == "Debian-exim", "readable by Exim's group")
    expect(submit("", "", session) == "waits", "a session that logged in before: its next message waits")
    expect(submit("kim@shop.example", "stolen") == "waits", "the next login too")
    expect(submit("KIM@Shop.Example", "stolen") in ("waits", 535), "whatever the case of the login")
    expect(submit("lee@shop.example", "lees-own") == "flows", "another mailbox flows")
    expect(submit_locally("shop") == "flows", "the account's programs flow")
    expect(can_log_in("kim@shop.example", "stolen"), "reading goes on")
    again, second, state = do("hold_account", "kim@shop.example")
    expect(state == "done" and "held before" in again.stdout, "held twice")
    undone = act("undo", second)
    expect(f"stays held: {action} held it too" in undone.stdout, f"by whom it stays held: {undone.stdout}")
    expect(submit("kim@shop.example", "stolen") == "waits", "undoing the second hold leaves the first")
    undone = act("undo", action)
    expect(undone.returncode == 0 and "thawed" in undone.stdout, f"released: {undone.stdout}")
    first, second, third = (do("hold_account", "kim@shop.example", mode)[1] for mode in ("mode=wait", "mode=refuse", "mode=wait"))
    undone = act("undo", first)
    expect(f"stays held: {second} held it too" in undone.stdout, f"the first undone first: {undone.stdout}")
    expect(submit("kim@shop.example", "stolen") == "waits", "what the second wants held stays held")
    act("undo", second)
    expect(submit("kim@shop.example", "stolen") == "waits", "and what the third wants")
    undone = act("undo", third)
    expect("may send again" in undone.stdout and HELD.read_text() == "", f"the last releases: {undone.stdout}")
    expect(submit("kim@shop.example", "stolen") == "flows", "released: the next message flows")
    expect(HELD.read_text() == "", "nothing is left in the list")
    HELD.write_text("kim@shop.example: wait\n")
    first, second = (do("hold_account", "kim@shop.example")[1] for _ in range(2))
    act("undo", first)
    undone = act("undo", second)
    expect("was held before queuehound came" in undone.stdout and HELD.read_text() == "kim@shop.example: wait\n",
           f"whom a stranger held before stays held: {undone.stdout}")
    HELD.write_text("")
    _, action, _ = do("hold_account", "kim@shop.example", "mode=refuse")
    expect(submit("kim@shop.example", "stolen") == 451, "refused at DATA")
    expect(chunked("kim@shop.example", "stolen") == 503, "no way around it by BDAT")
    HELD.write_text("# by hand\nold@shop.example: wait\n" + HELD.read_text())
    act("undo", action)
    expect(HELD.read_text() == "# by hand\nold@shop.example: wait\n", "other people's lines stay")
    _, action, _ = do("hold_account", "kim@shop.example")
    by_hand = HELD.read_text().replace("kim@shop.example: wait", "kim@shop.example: refuse")
    HELD.write_text(by_hand)
    refused = act("undo", action)
    expect(refused.returncode == 1 and "not touched" in refused.stdout and HELD.read_text() == by_hand,
           f"made to refuse by hand since: not undone without --force: {refused.stdout}")
    act("undo", action, "--force")
    expect(HELD.read_text() == "# by hand\nold@shop.example: wait\n", "with --force it is")
    HELD.unlink()


def chunked(user, password):
    client = smtp_session(user, password)
    client.mail("x@shop.example")
    client.rcpt("reader@other.example")
    body = b"Subject: x\r\n\r\nx\r\n"
    client.sock.sendall(f"BDAT {len(body)} LAST\r\n".encode() + body)
    return client.getreply()[0]


def account_waits():
    _, action, state = do("hold_account", "shop")
    expect(state == "done", "an account is held")
    expect(submit_locally("shop") == "waits", "sendmail of that uid")
    smtp = "EHLO x\nMAIL FROM:<shop@shop.example>\nRCPT TO:<reader@other.example>\nDATA\nSubject: y\n\nhi\n.\nQUIT\n"
    before = stage.log_text()
    subprocess.run(["setpriv", "--reuid", "shop", "--regid", "shop", "--init-groups", "/usr/sbin/sendmail", "-bs"], input=smtp,
                   text=True, capture_output=True, timeout=20, check=False)
    ids = [line.split()[2] for line in stage.log_text()[len(before):].splitlines() if " <= " in line]
    expect(len(ids) == 1 and fate(ids[0]) == "waits", "SMTP through a pipe of that uid")
    if shutil.which("php"):
        expect(submit_locally("shop", "php", "-r", 'mail("reader@other.example", "s", "b");') == "waits", "PHP's mail()")
    else:
        results["skipped"] += 1
    expect(submit_locally("other") == "flows", "another account flows")
    expect(submit_locally("root") == "flows", "root flows")
    expect(submit("kim@shop.example", "stolen") == "flows", "its mailboxes flow")
    act("undo", action)
    expect(submit_locally("shop") == "flows", "released")
    for name in ("www-data", "Debian-exim", "root"):
        done, _, state = do("hold_account", name)
        expect(state == "planned" and "everybody" in done.stdout, f"{name} is never held: {done.stdout}")
    done, _, state = do("hold_account", "nobody-here")
    expect(state == "planned", "no such account")
    expect(HELD_USERS.read_text() == "", "nothing is left of uids")


def hostile_names():
    names = ["*@shop.example", "@shop.example", "-D@shop.example", "--@x", "a: wait@shop.example", 'q"uote@shop.example',
             "back\\slash@shop.example", "# x@shop.example", "$(id)@shop.example", "${run{/bin/id}}@shop.example",
             "sp ace@shop.example", "lsearch;/etc/passwd@x", "!kim@shop.example", "^.*@shop.example", "ü@shop.example"]
    actions = []
    for name in names:
        done, action, state = do("hold_account", name)
        expect(state == "done", f"held as it is written: {name!r} {done.stdout}")
        actions.append(action)
        for other in ("kim@shop.example", "lee@shop.example"):
            value = run("exim4", "-be", "${lookup{%s}lsearch{/etc/queuehound/held-senders}}" % other).stdout.strip()
            expect(value == "", f"{name!r} holds nobody else: {other} {value!r}")
    expect(submit("kim@shop.example", "stolen") == "flows", "no odd name touches kim")
    text = HELD.read_text()
    for name in names:
        key = name.lower().replace("\\", "\\\\").replace("$", "\\$").replace("{", "\\{").replace("}", "\\}")
        value = run("exim4", "-be", "${lookup{%s}lsearch{/etc/queuehound/held-senders}}" % key).stdout.strip()
        expect(value == "wait", f"Exim reads the very name {name!r}: {value!r} in {text!r}")
    for action in actions:
        act("undo", action)
    expect(HELD.read_text() == "", "all released")
    for name in ("kim@shop.example\nlee@shop.example: wait", "a\tb@shop.example", "x" * 300 + "@shop.example"):
        done, _, state = do("hold_account", name)
        expect(state == "planned" and HELD.read_text() == "", f"refused: {name[:30]!r} {done.stdout}")


def snapshot(path):
    status = path.stat()
    attributes = {name: os.getxattr(path, name) for name in os.listxattr(path)}
    return path.read_bytes(), status.st_mode, status.st_uid, status.st_gid, attributes


def passwords():
    os.setxattr(USERS, "user.note", b"kept")
    before = snapshot(USERS)
    intruder = imaplib.IMAP4("127.0.0.1", 143)
    intruder.login("kim@shop.example", "stolen")
    neighbour = imaplib.IMAP4("127.0.0.1", 143)
    neighbour.login("lee@shop.example", "lees-own")
    done, action, state = do("reset_password", "kim@shop.example")
    new = secret_of(done)
    expect(state == "done" and "open sessions ended" in done.stdout, f"reset: {done.stdout}{done.stderr}")
    expect(len(new.replace("-", "")) == 27 and re.fullmatch(r"[a-km-z2-9-]+", new), f"strong and readable: {new!r}")
    expect(not can_log_in("kim@shop.example", "stolen"), "the old password fails")
    expect(can_log_in("kim@shop.example", new), "the new one works")
    try:
        expect(intruder.noop()[0] != "OK", "the intruder's session ended")
    except (imaplib.IMAP4.abort, OSError):
        expect(True, "")
    expect(neighbour.noop()[0] == "OK", "the neighbour's goes on")
    expect(new.encode() not in journal_bytes(), "the new password is nowhere in the state directory")
    changed, after = USERS.read_text().splitlines(), before[0].decode().splitlines()
    expect([i for i, (a, b) in enumerate(zip(after, changed)) if a != b] == [2], "one line changed")
    expect(snapshot(USERS)[1:] == before[1:], "owner, mode and attributes kept")
    kept = list(pathlib.Path("/var/lib/queuehound/passwords").iterdir())
    expect(len(kept) == 1 and kept[0].stat().st_mode & 0o777 == 0o600 and kept[0].read_text() == "{PLAIN}stolen", "old hash kept")
    refused = act("undo", action)
    expect(refused.returncode == 1 and "--force" in refused.stdout, f"no undo without --force: {refused.stdout}")
    expect(can_log_in("kim@shop.example", new), "and nothing changed")
    undone = act("undo", action, "--force")
    expect(undone.returncode == 0 and "stole" in undone.stdout, f"undone: {undone.stdout}")
    expect(snapshot(USERS) == before, "every byte of the file is back")
    expect(can_log_in("kim@shop.example", "stolen") and not can_log_in("kim@shop.example", new), "the old password works")
    # Somebody removed what undo needs: the rest of it is undone, and no undo stays half-way for ever.
    _, action, _ = do("reset_password", "kim@shop.example")
    _, hold, _ = do("hold_account", "kim@shop.example")
    for path in pathlib.Path("/var/lib/queuehound/passwords").iterdir():
        path.unlink()
    text = USERS.read_text()
    for _ in range(2):
        refused = act("undo", action, "--force")
        expect(refused.returncode == 1 and "is lost" in refused.stdout and "the new one stays" in refused.stdout
               and USERS.read_text() == text, f"the kept password is gone: {refused.stdout}")
    state = run(PROGRAM, "log", action, "--json", check=False).stdout
    expect([row["state"] for row in json.loads(state)["actions"]] == ["done"], f"and nothing is half-way: {state}")
    expect(act("undo", hold).returncode == 0, "the rest is undone")
    USERS.write_bytes(before[0])
    os.setxattr(USERS, "user.note", b"kept")
    # Somebody sets another password between.
    _, action, _ = do("reset_password", "kim@shop.example")
    text = re.sub(r"(?m)^kim@shop.example:[^:]*", "kim@shop.example:{PLAIN}by-hand", USERS.read_text())
    USERS.write_text(text)
    expect(act("difference", action).stdout != "", "the difference is told")
    refused = act("undo", action, "--force")
    expect(refused.returncode == 1 and USERS.read_text() == text, f"a newer password stays: {refused.stdout}")
    USERS.write_bytes(before[0])
    done, action, state = do("suspend_login", "kim@shop.example")
    expect(state == "done" and not can_log_in("kim@shop.example", "stolen"), f"login closed: {done.stdout} {USERS.read_text()}")
    expect(can_log_in("lee@shop.example", "lees-own"), "others log in")
    act("undo", action)
    expect(snapshot(USERS) == before and can_log_in("kim@shop.example", "stolen"), "login open again, every byte back")
    for name in ("*@shop.example", "nobody@shop.example", "kim@shop.example:x", "-f@shop.example", "kim", "@", "kim@"):
        done, _, state = do("reset_password", name)
        expect(state == "planned" and snapshot(USERS) == before, f"refused: {name!r} {done.stdout}")
    expect(neighbour.noop()[0] == "OK", "still the neighbour's session")


def files_refused():
    text = USERS.read_text()
    real = pathlib.Path("/etc/dovecot/real")
    USERS.rename(real)
    USERS.symlink_to("/etc/dovecot/real")
    done, _, state = do("reset_password", "kim@shop.example")
    expect(state == "planned" and "link" in done.stdout and real.read_text() == text, f"a link: {done.stdout}")
    USERS.unlink()
    os.link(real, USERS)
    done, _, state = do("reset_password", "kim@shop.example")
    expect(state == "planned" and "second name" in done.stdout and real.read_text() == text, f"a hard link: {done.stdout}")
    real.unlink()
    write(USERS, text.replace(":::::: # kim", "::::::nopassword"), ("root", "dovecot"), 0o640)
    done, _, state = do("reset_password", "kim@shop.example")
    expect(state == "planned" and "nopassword" in done.stdout, f"no password needed: {done.stdout}")
    write(USERS, "lee@shop.example:{PLAIN}lees-own\n", ("root", "dovecot"), 0o640)
    stage.start_dovecot("passdb {\n  driver = pam\n}\n")
    done, _, state = do("reset_password", "kim@shop.example")
    expect(state == "planned" and "pam" in done.stdout, f"passwords in PAM: {done.stdout}")
    write(USERS, text, ("root", "dovecot"), 0o640)
    # Its folder lies in a home, and its owner made it a link: the system's own passwords.
    os.makedirs("/srv/pw", exist_ok=True)
    os.symlink("/etc", "/srv/pw/shop.example")
    shadow = pathlib.Path("/etc/shadow").read_bytes()
    stage.start_dovecot("passdb {\n  driver = passwd-file\n  args = username_format=%n /srv/pw/%d/shadow\n}\n")
    done, _, state = do("reset_password", "root@shop.example")
    expect(state == "planned" and "never changed from here" in done.stdout and pathlib.Path("/etc/shadow").read_bytes() == shadow,
           f"the system's own passwords: {done.stdout}")
    stage.start_dovecot()


def panels():
    flags = lambda kind, key: json.dumps({"result": {"status": 1, "data": [  # noqa: E731
        {"email": "lee@shop.example", key: 1}, {"email": "kim@shop.example", key: "@STATE@"}]}}).replace('"@STATE@"', "@STATE@")
    okay, whm = json.dumps({"result": {"status": 1, "errors": None}}), json.dumps({"metadata": {"result": 1, "reason": "OK"}})
    look = ["uapi", "--output=json", "--user=shop", "Email", "list_pops_with_disk", "domain=shop.example", "get_restrictions=1"]
    shadow = "/home/shop/etc/shop.example/shadow"
    known = []
    for do_it, undo_it, key in (("hold_outgoing", "release_outgoing", "hold"), ("suspend_login", "unsuspend_login", "login")):
        for name, value in ((do_it, 1), (undo_it, 0)):
            known.append({"words": ["uapi", "--output=json", "--user=shop", "Email", name, "email=kim%40shop.example"],
                          "prints": okay, "sets": {key: value}})
    known.append({"words": ["uapi", "--input=json", "--output=json", "--user=shop", "Email", "passwd_pop"], "prints": okay,
                  "writes": {shadow: "lee:$6$l$l:::::::\nkim:$6$new$new:::::::\n"}})
    for name, text in (("suspendacct", "shop\n"), ("unsuspendacct", None)):
        words = ["whmapi1", "--output=json", name, "user=shop"] + (["reason=queuehound%20I-test01"] if text else [])
        known.append({"words": words, "prints": whm, "writes": {"/var/cpanel/suspended/shop": text}})
    for name, text in (("hold_outgoing_email", "x\nshop\n"), ("release_outgoing_email", "x\n")):
        known.append({"words": ["whmapi1", "--output=json", name, "user=shop"], "prints": whm,
                      "writes": {"/etc/outgoing_mail_hold_users": text}})
    write("/etc/userdomains", "shop.example: shop\nother.example: other\n")
    write("/usr/local/cpanel/version", "11.120\n")
    write(shadow, "lee:$6$l$l:::::::\nkim:$6$old$old:::::::\n", mode=0o640)
    write("/etc/queuehound/queuehound.toml", 'profile = "cpanel"\n')
    for kind, key, name in (("hold_account", "hold_outgoing", "hold"), ("suspend_login", "suspended_login", "login")):
        row = {"words": look, "prints": flags(kind, key), "shows": name}
        stage.Panel([*known, row], ["/usr/local/cpanel/bin/uapi", "/usr/local/cpanel/bin/whmapi1"])
        both_ways(kind, "kim@shop.example", f"cPanel {kind}")
    for kind in ("hold_account", "suspend_account"):
        both_ways(kind, "shop", f"cPanel {kind}")
    done, action, state = do("reset_password", "kim@shop.example")
    call = stage.Panel.calls()[-1]
    sent = json.loads(call["stdin"])
    expect(state == "done" and sent == {"email": "kim", "domain": "shop.example", "password": secret_of(done)}, f"uapi: {done.stdout}")
    expect(all(secret_of(done) not in word for word in call["raw"]), "not in the arguments")
    act("undo", action, "--force")
    expect(pathlib.Path(shadow).read_text() == "lee:$6$l$l:::::::\nkim:$6$old$old:::::::\n", "the old hash is back")
    odd = ["kim'$(id)@shop.example", "-kim@shop.example", "kim@nobody.example", "a%40b@shop.example", "kim@shop.example&user=other"]
    calls = len(stage.Panel.calls())
    for name in odd:
        act("undo", do("hold_account", name)[1])  # by Exim's list, never by the panel
        for kind in ("suspend_login", "reset_password", "suspend_account"):
            done, _, state = do(kind, name)
            expect(state == "planned", f"cPanel {kind} {name!r}: {done.stdout}")
    expect(len(stage.Panel.calls()) == calls, "no odd name reached a panel's program")
    stage.Panel([{"words": look, "prints": flags("", "hold_outgoing"), "shows": "hold"},
                 {"words": ["uapi", *["*"] * 5], "prints": json.dumps({"result": {"status": 0, "errors": ["No such\nmailbox."]}})}],
                ["/usr/local/cpanel/bin/uapi"])
    done, _, state = do("hold_account", "kim@shop.example")
    expect(state == "failed" and "No such" in done.stdout, f"what the panel refuses is no success: {done.stdout}")
    os.rename("/usr/local/cpanel/bin/uapi", "/usr/local/cpanel/bin/uapi.away")
    done, _, state = do("reset_password", "kim@shop.example")
    expect(state == "planned" and "uapi is not installed" in done.stdout, f"without the panel's program no plan promises it: {done.stdout}")
    os.rename("/usr/local/cpanel/bin/uapi.away", "/usr/local/cpanel/bin/uapi")
    done, action, state = do("reset_password", "kim@shop.example")
    undone = act("undo", action)
    expect(state == "failed" and undone.returncode == 0 and "the old one holds" in undone.stdout,
           f"refused by the panel, it is undone without --force: {done.stdout}{undone.stdout}")
    hestia()
    directadmin()
    for path in ("/etc/queuehound/queuehound.toml", "/usr/local/cpanel/version", "/etc/userdomains"):
        os.unlink(path)


def both_ways(kind, target, title):
    done, action, state = do(kind, target)
    expect(state == "done" and "verified" in done.stdout and done.returncode == 0, f"{title}: {done.stdout}{done.stderr}")
    again, second, _ = do(kind, target)
    expect("before" in again.stdout, f"{title} twice: {again.stdout}")
    undo_both(title, second, action)
    undo_both(title, *(do(kind, target)[1] for _ in range(2)))
    expect(all("no such call" not in json.dumps(call) for call in stage.Panel.calls()), title)


def undo_both(title, first, last):
    undone = act("undo", first)
    expect(f"stays so: {last} wanted it too" in undone.stdout, f"{title}: the other still wants it: {undone.stdout}")
    undone = act("undo", last)
    expect(undone.returncode == 0 and "released" in undone.stdout, f"{title} undone: {undone.stdout}{undone.stderr}")


def hestia():
    write("/etc/queuehound/queuehound.toml", 'profile = "hestia"\n')
    write("/usr/local/hestia/data/users/shop/mail.conf", "DOMAIN='shop.example'\n")
    passwd = "/home/shop/conf/mail/shop.example/passwd"
    write(passwd, "lee:{MD5}$1$l:shop:mail\nkim:{MD5}$1$old:shop:mail\n")
    show = '{"kim": {"SUSPENDED": "@STATE@"}}'
    known = [{"words": ["v-list-mail-account", "shop", "shop.example", "kim", "json"], "prints": show, "shows": "kim"},
             {"words": ["v-list-user", "shop", "json"], "prints": '{"shop": {"SUSPENDED": "@STATE@"}}', "shows": "shop"},
             {"words": ["v-change-mail-account-password", "shop", "shop.example", "kim", "*"],
              "writes": {passwd: "lee:{MD5}$1$l:shop:mail\nkim:{MD5}$1$new:shop:mail\n"}}]
    for verb, value in (("suspend", "yes"), ("unsuspend", "no")):
        known.append({"words": [f"v-{verb}-mail-account", "shop", "shop.example", "kim"], "sets": {"kim": value}})
        known.append({"words": [f"v-{verb}-user", "shop"], "sets": {"shop": value}})
    programs = sorted({row["words"][0] for row in known})
    stage.Panel(known, [f"/usr/local/hestia/bin/{name}" for name in programs])
    both_ways("suspend_login", "kim@shop.example", "Hestia suspend_login")
    both_ways("suspend_account", "shop", "Hestia suspend_account")
    done, action, state = do("reset_password", "kim@shop.example")
    call = stage.Panel.calls()[-1]
    expect(state == "done" and call["words"][-1] == secret_of(done), f"Hestia reads the password from a file: {done.stdout}")
    expect(call["raw"][-1].startswith("/tmp/") and not os.path.exists(call["raw"][-1]), "a file that is gone afterwards")
    expect(call["hestia"] == "/usr/local/hestia", "its own environment")
    act("undo", action, "--force")
    expect("$1$old" in pathlib.Path(passwd).read_text(), "Hestia's old hash is back")
    shutil.rmtree("/usr/local/hestia")


def directadmin():
    write("/etc/queuehound/queuehound.toml", 'profile = "directadmin"\n')
    write("/etc/virtual/domainowners", "shop.example: shop\n")
    conf = "/usr/local/directadmin/data/users/shop/user.conf"
    known = [{"words": ["directadmin", "suspend-user", "shop"], "writes": {conf: "name=shop\nsuspended=yes\n"}},
             {"words": ["directadmin", "unsuspend-user", "shop"], "writes": {conf: "name=shop\nsuspended=no\n"}}]
    write(conf, "name=shop\nsuspended=no\n")
    stage.Panel(known, ["/usr/local/directadmin/directadmin"])
    both_ways("suspend_account", "shop", "DirectAdmin suspend_account")
    # Its own Exim configuration reads its own lists.
    exim = pathlib.Path("/etc/exim4/exim4.conf")
    text = exim.read_text()
    exim.write_text(re.sub("(?m)^.*queuehound.*\n", "", text) + "# end\n")
    done, _, state = do("hold_account", "kim@shop.example")
    expect(state == "planned", f"DirectAdmin without its lists: {done.stdout}")
    exim.write_text(exim.read_text().replace("acl_rcpt:\n", "acl_rcpt:\n  deny condition = ${lookup{$authenticated_id}lsearch"
                                             "{/etc/virtual/blacklist_smtp_usernames}{yes}{no}}\n"))
    _, action, state = do("hold_account", "kim@shop.example")
    blocked = pathlib.Path("/etc/virtual/blacklist_smtp_usernames")
    expect(state == "done" and blocked.read_text() == "kim@shop.example\nkim\n", "DirectAdmin's list of logins")
    act("undo", action)
    expect(blocked.read_text() == "", "DirectAdmin's list is clean")
    exim.write_text(text)
    shutil.rmtree("/usr/local/directadmin")


def lists():
    write("/etc/queuehound/queuehound.toml", 'profile = "debian"\n')
    program, value, owner = stage.mailman2()
    done, action, state = do("disable_list", "news@lists.example")
    expect(state == "done" and value.read_text() == "1\n", f"Mailman 2: {done.stdout}{done.stderr}")
    expect(f"({shutil._get_uid(owner)}, " in pathlib.Path("/run/panel/config_list").read_text(), "as its own user")
    second = do("disable_list", "news@lists.example")[1]
    undone = act("undo", action)
    expect(f"{second} wanted it too" in undone.stdout and value.read_text() == "1\n", f"another still wants it: {undone.stdout}")
    act("undo", second)
    expect(value.read_text() == "False\n", "the very value is back")
    value.write_text("1\n")
    undone = act("undo", do("disable_list", "news@lists.example")[1])
    expect("was so before queuehound came" in undone.stdout and value.read_text() == "1\n", f"by a stranger: {undone.stdout}")
    value.write_text("False\n")
    for name in ("-a@lists.example", "../news@lists.example", "^.*@lists.example", "other@lists.example"):
        done, _, state = do("disable_list", name)
        expect(state == "planned", f"no such list: {name} {done.stdout}")
    shutil.rmtree("/var/lib/mailman")
    os.unlink(program)
    mailman3()
    os.unlink("/etc/queuehound/queuehound.toml")


def mailman3():
    emergency = stage.mailman3()
    done, action, state = do("disable_list", "birds@lists.example")
    expect(state == "done" and emergency(), f"Mailman 3: {done.stdout}{done.stderr}")
    undone = act("undo", action)
    expect(undone.returncode == 0 and not emergency(), f"Mailman 3 opened again: {undone.stdout}")
    done, _, state = do("disable_list", "nosuch@lists.example")
    expect(state == "planned" and "does not know the list nosuch@lists.example" in done.stdout and "\\x0a" not in done.stdout,
           f"Mailman 3 does not know it: {done.stdout}")


def letters():
    text = "Dear owner,\nwhat happened\n"
    for to, okay in (("postmaster@shop.example", True), ("a@b.example, c@d.example", False), ("x@y.example\nBcc: z@z.example", False)):
        done, action, state = do("advise", "shop", "send=yes", f"to={to}", "from=postmaster@server.hosting.example",
                                 "subject=Hello\nBcc: victim@shop.example", f"text={text}")
        expect((state == "done") == okay, f"letter to {to!r}: {done.stdout}")
        if okay:
            expect(act("undo", action).returncode == 0, "undo of a letter")
    sent = pathlib.Path("/var/log/exim4/letters")
    wait_for(lambda: sent.exists() and "what happened" in sent.read_text(), "the letter")
    expect("\nBcc:" not in sent.read_text() and "From: postmaster@server.hosting.example" in sent.read_text(), "its headers")
    # Names that the intruder chose, in every place of it; read as a reader of mail reads it.
    hostile = "/home/shop/x\r\nBcc: victim@shop.example\r\n\r\n<script>\u202egpj.php " + "\u00e4" * 90
    done, action, state = do("advise", "shop", "send=yes", "to=root@shop.example", "from=postmaster@server.hosting.example",
                             f"subject=Mail from {hostile}", f"text=Where: {hostile}\n.\nFrom here on\n")
    expect(state == "done", f"a letter about hostile names: {done.stdout}")
    wait_for(lambda: "Delivered-To" in sent.read_text() or "From here on" in sent.read_text(), "the second letter")
    letter = email.message_from_string("Return-path" + sent.read_text().rpartition("Return-path")[2], policy=email.policy.default) \
        if "Return-path" in sent.read_text() else email.message_from_string(
            sent.read_text()[sent.read_text().rfind("\nFrom ") + 1:].partition("\n")[2], policy=email.policy.default)
    expect(letter["Bcc"] is None and letter.get_all("To") == ["root@shop.example"], f"who gets it: {letter.items()}")
    expect("Mail from /home/shop/x" in letter["Subject"] and "\n" not in letter["Subject"], f"its subject: {letter['Subject']!r}")
    expect("From here on" in letter.get_content(), f"its text ends early: {letter.get_content()!r}")
    for wrong in ("a@b.example\nBcc: z@z.example", "a@b.example, c@d.example", ""):
        done, _, state = do("advise", "shop", "send=yes", "to=root@shop.example", f"from={wrong}", "subject=x", f"text={text}")
        expect(state != "done", f"a letter from {wrong!r}: {done.stdout}")
    done, _, state = do("advise", "shop", f"to=x@y.example", f"text={text}")
    expect(state == "done" and "was not sent" in done.stdout, f"nothing without send=yes: {done.stdout}")


def slip_in_the_settings():
    """Who looks or takes something back is not stopped by it, except where the settings decide what to do."""
    settings = "/etc/queuehound/queuehound.toml"
    stage.start_exim(hold="acl_smtp_predata = /etc/queuehound/exim-hold.acl\nchunking_advertise_hosts =\n")
    write("/etc/queuehound/exim-hold.acl", run(PROGRAM, "check", "--exim-hold").stdout)
    words = {"log": ["log"], "list": ["block", "list"], "rm": ["block", "rm", "192.0.2.7"], "confirm": ["confirm", "P-7"]}
    done, action, state = do("hold_account", "kim@shop.example")
    expect(state == "done", f"held: {done.stdout}")
    sound = {name: run(PROGRAM, *asked, check=False) for name, asked in words.items()}
    write(settings, 'timezon = "UTC"\n# profile = "cpanel"\n')
    for name, asked in words.items():
        done = run(PROGRAM, *asked, check=False)
        expect((done.returncode, done.stdout) == (sound[name].returncode, sound[name].stdout),
               f"{name} goes on: {done.stdout}{done.stderr}")
        expect(f"{settings}:1:" in done.stderr and "without these settings" in done.stderr and "man queuehound.toml" in done.stderr,
               f"{name} complains: {done.stderr}")
    done = run(PROGRAM, "block", "add", "192.0.2.7", check=False)
    expect(done.returncode == 2 and f"{settings}:1:" in done.stderr and "man queuehound.toml" in done.stderr, f"add is stopped: {done.stderr}")
    done = run(PROGRAM, "undo", action, "--yes", check=False)
    expect(done.returncode == 0 and HELD.read_text() == "", f"undo goes on: {done.stdout}{done.stderr}")
    write("/etc/userdomains", "shop.example: shop\n")
    write("/usr/local/cpanel/version", "11.120\n")
    write(settings, 'profile = "cpanel"\n')
    whm, held = json.dumps({"metadata": {"result": 1, "reason": "OK"}}), "/etc/outgoing_mail_hold_users"
    stage.Panel([{"words": ["whmapi1", "--output=json", name, "user=shop"], "prints": whm, "writes": {held: text}}
                 for name, text in (("hold_outgoing_email", "shop\n"), ("release_outgoing_email", ""))], ["/usr/local/cpanel/bin/whmapi1"])
    _, action, state = do("hold_account", "shop")
    write(settings, 'profile = "cpanel"\ntimezon = "UTC"\n')
    done = run(PROGRAM, "undo", action, "--yes", check=False)
    expect(state == "done" and done.returncode == 1 and "mend them first" in " ".join(done.stdout.split())
           and pathlib.Path(held).read_text() == "shop\n", f"whose panel it is, the settings decide: {done.stdout}{done.stderr}")
    write(settings, 'profile = "cpanel"\n')
    done = run(PROGRAM, "undo", action, "--yes", check=False)
    expect(done.returncode == 0 and pathlib.Path(held).read_text() == "", f"mended: {done.stdout}{done.stderr}")
    for path in (settings, "/usr/local/cpanel/version", "/etc/userdomains"):
        os.unlink(path)


def play(parts):
    """Those parts that the command line names, or all: the exit status."""
    stage.enter()
    stage.furnish()
    stage.start_dovecot()
    wanted = sys.argv[1:]
    for part in parts:
        if not wanted or part.__name__ in wanted:
            part()
            print(part.__name__, results, flush=True)
    print(f"{results['passed']} passed, {results['failed']} failed, {results['skipped']} skipped")
    return 1 if results["failed"] else 0


if __name__ == "__main__":
    sys.exit(play([holds_on_exim, letters, passwords, files_refused, slip_in_the_settings, lists, panels]))
