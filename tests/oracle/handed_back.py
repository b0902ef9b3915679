#!/usr/bin/env python3
"""Real Exim hands every message to a content filter and takes it back under a second id: by SMTP to a proxy that passes
the answer on, as amavis does, and through a pipe to `exim -bS`, as spamc is used. Whoever sent it (a login, a local
account), with a Message-ID or without: the second message, which waits in the queue, is his, and counts once."""
import json
import socketserver
import subprocess
import sys
import threading
from pathlib import Path

sys.dont_write_bytecode = True
import private_exim as px  # noqa: E402

CONFIGURATION = r"""
primary_hostname = mail.hosting.example
domainlist local_domains = hosting.example
log_file_path = /var/log/exim4/%slog
keep_environment =
daemon_smtp_ports = 25 : 10025
local_interfaces = 127.0.0.1
trusted_users = mail
acl_smtp_rcpt = acl_rcpt
begin acl
acl_rcpt:
  accept authenticated = *
         control = submission/sender_retain
  accept
begin routers
to_proxy:
  driver = manualroute
  domains = proxied.example
  condition = ${if !eq{$interface_port}{10025}}
  route_list = * 127.0.0.1
  self = send
  transport = proxy
to_pipe:
  driver = accept
  domains = piped.example
  condition = ${if !eq{$received_protocol}{spam-scanned}}
  transport = spamcheck
later:
  driver = redirect
  allow_defer
  data = :defer: not today
begin transports
proxy:
  driver = smtp
  port = 10024
  allow_localhost
spamcheck:
  driver = pipe
  command = /usr/sbin/exim4 -oMr spam-scanned -bS
  use_bsmtp
  user = mail
  group = mail
  home_directory = /tmp
  current_directory = /tmp
  return_path_add = false
  message_prefix =
  message_suffix =
begin retry
* * F,1h,1m
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = true
  server_set_id = $auth2
"""
BOX, ACCOUNT = "info@shop.example", "games"
DOMAINS = ("proxied.example", "piped.example")


class Proxy(socketserver.StreamRequestHandler):
    """Every command goes to port 10025, every answer comes back; the last one in amavis's words."""

    def handle(self):
        import socket
        with socket.create_connection(("127.0.0.1", 10025)) as exim, exim.makefile("rwb") as there:
            def answer(words=b"%s"):
                lines = [there.readline()]
                while lines[-1][3:4] == b"-":
                    lines.append(there.readline())
                lines[-1] = words.replace(b"%s", lines[-1].rstrip()) + b"\r\n"
                # What the proxy itself does not speak is not offered.
                self.wfile.write(b"".join(lines[:1] if len(lines) > 1 else lines).replace(b"250-", b"250 "))
                return lines[-1]
            answer()
            while line := self.rfile.readline():
                there.write(line)
                there.flush()
                if line[:4].upper() != b"DATA":
                    answer()
                elif answer().startswith(b"354"):
                    while (part := self.rfile.readline()) not in (b".\r\n", b""):
                        there.write(part)
                    there.write(b".\r\n")
                    there.flush()
                    answer(b"250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): %s")
                if line[:4].upper() == b"QUIT":
                    return


def letter(number, with_id):
    return (f"From: {BOX}\nTo: you\nSubject: Letter {number}\n" + (f"Message-ID: <{number}@pc.example>\n" if with_id else "")
            + "\nGood day\n")


def send_as_mailbox(number, domain, with_id):
    import smtplib
    with smtplib.SMTP("127.0.0.1", 25) as client:
        client.login(BOX, "x", initial_response_ok=False)
        client.sendmail(BOX, f"to{number}@{domain}", letter(number, with_id))


def send_as_account(number, domain, with_id):
    subprocess.run(["runuser", "-u", ACCOUNT, "--", px.EXIM, "-i", f"to{number}@{domain}"], input=letter(number, with_id),
                   text=True, check=True)


def main():
    px.enter(__file__)
    px.set_up()
    Path("/etc/exim4/exim4.conf").write_text(CONFIGURATION)
    socketserver.ThreadingTCPServer.allow_reuse_address = True
    proxy = socketserver.ThreadingTCPServer(("127.0.0.1", 10024), Proxy)
    proxy.daemon_threads = True
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    daemon = subprocess.Popen([px.EXIM, "-bdf"])
    px.check("Exim listens", bool(px.wait_until(lambda: px.has_port(25) and px.has_port(10025))))
    wanted = {}
    for number in range(24):
        send, actor = ((send_as_mailbox, f"mailbox:{BOX}"), (send_as_account, f"account:{ACCOUNT}"))[number % 2]
        domain, with_id = DOMAINS[number // 2 % 2], number // 4 % 2 == 0
        send(number, domain, with_id)
        wanted[f"to{number}@{domain}"] = actor

    def waiting():
        # The first messages are gone when every second one waits.
        arrived = px.LOG.joinpath("mainlog").read_text()
        return len(px.queue_ids()) == len(wanted) and arrived.count(" Completed") == len(wanted)
    px.check("every letter waits once, under its second id", bool(px.wait_until(waiting)))
    log = px.LOG.joinpath("mainlog").read_text()
    px.check("each came twice", log.count(" <= "), 2 * len(wanted))
    told = subprocess.run([px.PROGRAM, "queue", "--evidence", "--jsonl"], capture_output=True, text=True, check=True).stdout
    found = {row["recipients"][0]: row["actor"] for row in map(json.loads, told.splitlines())}
    px.check("whose letter each is", found, wanted)
    for actor in set(wanted.values()):
        count = subprocess.run([px.PROGRAM, "queue", "--evidence", "--actor", actor, "--count"], capture_output=True, text=True,
                               check=True).stdout
        px.check(f"queue --actor {actor}", int(count), list(wanted.values()).count(actor))
    daemon.terminate()
    daemon.wait()
    if px.RESULTS["failed"]:
        print(log[-3000:])
    px.finish()


if __name__ == "__main__":
    main()
