#!/usr/bin/env python3
"""What a real Exim logs of odd letters, logins and refusals, under several log_selectors: every line is understood,
and says what was sent. The forms were taken from no description but from this Exim itself."""
import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import private_exim as lab

lab.enter(__file__)

SERVER = "192.0.2.10"
SELECTORS = ["+all", "-all", "-all +millisec +pid +received_recipients +received_sender +subject +incoming_port +smtp_mailauth +proxy"]
SETTINGS = f"""
primary_hostname = mail.hosting.example
log_selector = @SELECTOR@
log_file_path = {lab.LOG}/%s-%D.log
keep_environment =
local_interfaces = {SERVER}
daemon_smtp_ports = 25
host_lookup =
recipients_max = 3
recipients_max_reject = true
message_size_limit = 20K
helo_verify_hosts = 203.0.113.40
hosts_proxy = 203.0.113.90
smtputf8_advertise_hosts = *
chunking_advertise_hosts = *
trusted_users = daemon
untrusted_set_sender = *
acl_smtp_connect = at_connect
acl_smtp_helo = at_helo
acl_smtp_rcpt = at_rcpt
acl_smtp_data = at_data
acl_not_smtp = accept
begin acl
at_connect:
  deny hosts = 203.0.113.66
       message = go away
  accept
at_helo:
  defer condition = ${{if eq{{$sender_helo_name}}{{later.example}}}}
  accept
at_rcpt:
  discard local_parts = thrown
       log_message = away with "$local_part"
  deny local_parts = hostile
       log_message = x [192.0.2.66]: 535 Incorrect (set_id=a@b) "$sender_helo_name" <$sender_address>
  deny local_parts = nobody
       message = line one\\nline two
  warn local_parts = pretended
       control = fakereject/no, really
  warn local_parts = ice
       control = freeze
  warn local_parts = apart
       queue = bulk mail
  accept domains = hosting.example
  accept authenticated = *
  deny message = relay not permitted
at_data:
  discard condition = ${{if match{{$h_subject:}}{{hide me}}}}
       log_message = hidden: $h_subject:
  deny condition = ${{if match{{$h_subject:}}{{casino}}}}
       log_message = spam: "$h_subject:" of <$sender_address>
  accept
begin routers
here:
  driver = redirect
  domains = hosting.example
  allow_fail
  allow_defer
  data = ${{if eq{{$local_part}}{{gone}}{{:fail: gone since "2020" H=x [192.0.2.1]}}\
{{${{if eq{{$local_part}}{{late}}{{:defer: later (R=x)}}{{:blackhole:}}}}}}}}
out:
  driver = manualroute
  route_list = * 127.0.0.1
  transport = out
  self = send
begin transports
out:
  driver = smtp
  port = 2526
  allow_localhost
begin retry
* * F,1h,1m
begin authenticators
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = User:: : Pass::
  server_condition = ${{if eq{{$auth2}}{{good}}}}
  server_set_id = $auth1
"""
LOGINS = ["anna@hosting.example", "x y", "a)b", "a (set_id=b)", "[192.0.2.1]", 'q"uo\\te']
ODD_LOGIN = 'q"uo\\'  # Exim escapes neither
SUBJECTS = ["plain", 'quoted "words" \\ back', 'T="x" from <a@b.example> for c@d.example', "=?UTF-8?B?w7xtbMOkdXQ=?=", "two\r\n lines"]
SENDERS = ["", "a@post.example", '"od d <x>"@post.example', '"a\\"b"@post.example', "o'brien+t=x@post.example"]


def talk(address, commands, head=b""):
    """What is said from `address`; a text behind a DATA that was refused is not. The last answer of each."""
    answers = []
    with socket.socket() as client:
        client.settimeout(10)
        client.bind((address, 0))
        client.connect((SERVER, 25))
        client.sendall(head)
        with client.makefile("rb") as reader:
            def answer():
                try:
                    while (line := reader.readline()) and line[3:4] == b"-":
                        pass
                    return line[:3].decode()
                except ConnectionResetError:  # turned away while we were still talking
                    return ""
            answer()
            for command in commands:
                if answers and answers[-1][0] == "DATA" and answers[-1][1] != "354":
                    answers.append(("", ""))
                    continue
                try:
                    client.sendall(command.encode() + b"\r\n")
                except OSError:
                    break
                if command == "QUIT":  # the kernel holds its answer back for a fifth of a second
                    break
                answers.append((command, answer()))
    return answers


def letter(sender, recipients, subject="plain", helo="client.example", address="203.0.113.1", login=None, body="text", options="", head=b""):
    first = [f"EHLO {helo}", *(["AUTH LOGIN", encoded(login), encoded("good")] if login else [])]
    text = f"From: <x@post.example>\r\nSubject: {subject}\r\nMessage-ID: <{time.time_ns()}@post.example>\r\n\r\n{body}\r\n."
    talk(address, [*first, f"MAIL FROM:<{sender}>{options}", *[f"RCPT TO:<{to}>" for to in recipients], "DATA", text, "QUIT"], head)


def encoded(text):
    return base64.b64encode(text.encode()).decode()


def refused():
    """Everything that is turned away, in as many ways as this Exim has."""
    for helo, address in (("client.example", "203.0.113.66"), ("later.example", "203.0.113.2"), ("bad name", "203.0.113.2"),
                          ("not.verified.example", "203.0.113.40"), ("[10.0.0.5]", "203.0.113.2")):
        talk(address, [f"EHLO {helo}", "MAIL FROM:<a@post.example>", "QUIT"])
    for to in (["thrown@hosting.example"], ["hostile@hosting.example"], ["nobody@hosting.example"], ["x@elsewhere.example"],
               [f"p{n}@hosting.example" for n in range(6)], ["@hosting.example"], ["a b@hosting.example"], ["<x"], ["unqualified"]):
        letter("a@post.example", to)
    for subject in ("hide me now", "casino \"x\""):
        letter("a@post.example", ["p@hosting.example"], subject)
    letter("a@post.example", ["p@hosting.example"], body="y" * 30000)
    letter("a@post.example", [], options=" SIZE=9999999")
    talk("203.0.113.3", ["FROB \"H=x [192.0.2.1]\"", "MAIL FROM:<a@post.example>", "RCPT TO:<a@b.example>", "MAIL FROM:<", "QUIT"])
    talk("203.0.113.3", ["EHLO a\r\nMAIL FROM:<a@post.example>\r\nRCPT TO:<p@hosting.example>", "QUIT"])
    talk("203.0.113.90", ["EHLO a", "MAIL FROM:<a@post.example>", "RCPT TO:<x@elsewhere.example>", "QUIT"],
         b"PROXY TCP6 2001:db8::99 2001:db8::10 4243 25\r\n")


def sent():
    for login in LOGINS:
        talk("203.0.113.5", ["EHLO ylmf-pc", "AUTH LOGIN", encoded(login), encoded("bad"), "QUIT"])
    talk("203.0.113.5", ["EHLO a", "AUTH LOGIN", "!!", "QUIT"])
    for sender in SENDERS:
        letter(sender, ["p@hosting.example", '"q r"@hosting.example'])
    for subject in SUBJECTS:
        letter("a@post.example", ["p@hosting.example"], subject)
    for name in ("pretended", "ice", "gone", "late"):
        letter("a@post.example", [f"{name}@hosting.example"])
    letter("a@post.example", ["apart@sink.example"], login=ODD_LOGIN)
    letter("anna@hosting.example", ["to@sink.example", '"to <x>"@sink.example'], login="anna@hosting.example", helo="[192.168.1.7]")
    letter("a@post.example", ["p@hosting.example"], address="203.0.113.90", head=b"PROXY TCP4 203.0.113.91 192.0.2.10 4242 25\r\n")
    text = "From: <x@post.example>\nSubject: local\n\ntext\n"
    for user in ("daemon", "nobody"):
        identity = ["setpriv", "--reuid", user, "--regid", "nogroup", "--clear-groups", lab.EXIM]
        session = f"EHLO x\nMAIL FROM:<a@post.example>\nRCPT TO:<p@hosting.example>\nDATA\n{text}.\nQUIT\n"
        for options, said in ((["-oi", "-f", "shop@hosting.example", "p@hosting.example"], text), (["-oi", "-N", "p@hosting.example", "to@sink.example"], text), (["-bS"], session), (["-bs"], session),
                              (["-oMr", "scanned", "-oMa", "203.0.113.120", "-oMaa", "login", "-oMai", "anna", "p@hosting.example"], text)):
            subprocess.run([*identity, *options], input=said, text=True, capture_output=True, cwd="/", timeout=20)


def administrator():
    """What is done to the queue by hand has lines of its own."""
    ids = lab.queue_ids()
    for action in ("-Mf", "-Mt", "-Mes", "-Mar", "-Mmad", "-Mg", "-Mrm"):
        more = {"-Mes": ["b@post.example"], "-Mar": ["c@sink.example"]}.get(action, [])
        lab.exim(action, ids[0], *more)
    lab.exim("-qff")


def is_listening():
    return bool(subprocess.run(["ss", "-ltnH", "sport", "=", ":25"], capture_output=True).stdout)


def settle():
    """Waits until no delivery writes any more."""
    before = None
    while (now := sorted((path.name, path.stat().st_size) for path in lab.LOG.iterdir())) != before:
        before = now
        time.sleep(0.3)


def records(selector):
    (Path("/etc/exim4/exim4.conf")).write_text(SETTINGS.replace("@SELECTOR@", selector))
    for log in lab.LOG.iterdir():
        log.unlink()
    subprocess.run(["sh", "-c", f"( {lab.EXIM} -bd; : )"], check=True, timeout=20)
    pid_file = Path("/run/exim4/exim.pid")
    lab.wait_until(lambda: pid_file.exists() and pid_file.read_text().strip())
    lab.wait_until(is_listening)
    refused()
    sent()
    settle()
    administrator()
    os.kill(int(pid_file.read_text()), signal.SIGTERM)
    lab.wait_until(lambda: not is_listening())
    settle()
    return {kind: parsed(kind, log) for kind, log in (("exim_main", "main"), ("exim_reject", "reject"))}


def parsed(kind, log):
    lines = []
    for path in sorted(lab.LOG.glob(f"{log}-*.log")):
        done = subprocess.run([lab.PROGRAM, "parse", "--kind", kind, "--jsonl", str(path)], capture_output=True, text=True)
        text = path.read_text(errors="replace").split("\n")
        lines += [{**row, "raw": text[row["line"] - 1]} for row in map(json.loads, done.stdout.splitlines())]
    return lines


def fields(rows, kind, name):
    return [row["fields"].get(name) for row in rows if row["kind"] == kind]


def holds(selector, found):
    rows = found["exim_main"]
    for kind, these in found.items():
        lab.check(f"{selector[:20]}: every line of {kind} is understood", [row["raw"] for row in these if "unparsed" in row], [])
    attempts = [login for login in fields(rows, "auth_failure", "set_id") if login]
    lab.check(f"{selector[:20]}: names that were tried", attempts, LOGINS)
    senders = fields(rows, "arrival", "sender")
    lab.check(f"{selector[:20]}: senders", sorted({s for s in SENDERS} - set(senders)), [])
    addresses = set(fields(rows, "arrival", "ip")) - {None}
    lab.check(f"{selector[:20]}: clients of letters", sorted(addresses), ["203.0.113.1", "203.0.113.120", "203.0.113.91"])
    lab.check(f"{selector[:20]}: whose login sent", set(fields(rows, "arrival", "auth_id")) - {None}, {"anna@hosting.example", "anna", ODD_LOGIN})
    for kind in ("arrival", "delivery"):
        lab.check(f"{selector[:20]}: a queue's name in two words, {kind}", "bulk mail" in fields(rows, kind, "queue"))
    lab.check(f"{selector[:20]}: what -N keeps back", "to@sink.example" in fields(rows, "suppressed", "address"))
    wanted = ["2001:db8::99", "203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.40"]
    if selector == "+all":  # connection_reject
        wanted.append("203.0.113.66")
    lab.check(f"{selector[:20]}: who was refused", sorted(set(fields(rows, "reject", "ip")) - {None}), wanted)
    if "+subject" in selector or selector == "+all":
        subjects = set(fields(rows, "arrival", "subject"))
        lab.check(f"{selector[:20]}: subjects", sorted({"plain", SUBJECTS[1], SUBJECTS[2], "ümläut", "two\n lines"} - subjects), [])


def main():
    lab.set_up()
    subprocess.run("mkdir /run/exim4 && chown Debian-exim /run/exim4 && for n in 192.0.2.0/24 203.0.113.0/24; do ip route add local $n dev lo; done"
                   " && echo 1 > /proc/sys/net/ipv4/ip_nonlocal_bind", shell=True, check=True)
    lab.Sink(lab.SINK_PORT)
    for selector in SELECTORS:
        holds(selector, records(selector))
    lab.finish()


if __name__ == "__main__":
    sys.exit(main())
