"""A miniature mail server, written into a folder from a readable scenario.

    server = Server(folder, layout="cpanel", exim="4.96")
    server.account("lakeside", "lakeside-hotel.example", ["info", "sales"])
    server.smtp_auth_message("info@lakeside-hotel.example", "203.0.113.7", "10:15:00",
                             ["x@a.example"], "Hello", "greylisted", flood="stolen")
    server.expect("stolen", "mailbox", account="info@lakeside-hotel.example", block=["203.0.113.7"])
    server.write()

Moments are "HH:MM:SS" of today, (days ago, "HH:MM:SS"), or seconds since 1970. `flood=NAME` marks a
message as work of the incident NAME, `honest=NAME` as honest mail of the same actor; from them come the
ids that a scan must select and spare. The same scenario makes the same bytes; the environment variable CASE_SEED
varies the moments and ports of all of them, CASE_THROUGH sends all mail through a content filter (filters.py)."""
import os
import pathlib
import random

import filters
from exim import Exim
from layouts import LAYOUTS, write_common
from logs import Clock, Log
from services import Services


class Account:
    def __init__(self, name, uid, home):
        self.name, self.uid, self.home, self.domains, self.boxes = name, uid, home, [], []


class Message:
    """One message from its arrival on; what Exim logs and stores of it."""

    def __init__(self, server, at, sender, recipients, subject, **fields):
        self.at, self.sender, self.subject = at, sender, subject
        self.recipients = list(recipients)
        self.client, self.login, self.tls, self.mechanism = None, None, False, "dovecot_login"
        self.protocol, self.ident, self.uid = "local", None, None
        self.bounce_of, self.queue, self.frozen_at, self.journal = None, None, None, []
        self.message_id_header, self.extra_headers = None, []
        self.mailer, self.tried = "plain", set()
        self.settle = True      # False: who calls sees to the deliveries
        self.from_header, self.body = None, "Good day,\n\nplease see below.\n"
        self.flood = self.honest = self.bounce_for = None
        self.__dict__.update(fields)
        self.pid = self.__dict__.get("pid") or server.exim.pid(at)
        self.id = server.exim.message_id(at, self.pid)
        self.size = 380 + len(self.body) + len(self.subject or "") + len(self.sender or "")
        self.done, self.completed = set(), False

    def header_list(self, server):
        sender = self.from_header or self.sender or f"Mail Delivery System <Mailer-Daemon@{server.hostname}>"
        made = f"E{self.id}@{server.hostname}"
        if self.mailer == "thunderbird":
            yield from self.letter_headers(server, sender)
            return
        if self.subject is not None:
            yield " ", "Subject", self.subject
        for name, value in self.extra_headers:
            yield " ", name, value
        yield "F", "From", sender if "<" in sender else f"<{sender}>" if "@" in sender else sender
        yield "T", "To", self.recipients[0]
        yield "I", "Message-Id", f"<{self.message_id_header or made}>"
        yield " ", "Date", server.clock.mail_date(self.at)

    def letter_headers(self, server, sender):
        """As a person's mail program orders them."""
        yield "I", "Message-ID", f"<{self.message_id_header}>"
        yield " ", "Date", server.clock.mail_date(self.at)
        yield " ", "MIME-Version", "1.0"
        yield " ", "User-Agent", "Mozilla Thunderbird"
        yield " ", "Content-Language", "en-GB"
        yield "T", "To", self.recipients[0]
        if self.subject.startswith("Re: "):
            yield " ", "References", f"<{self.pid}.77@{self.recipients[0].rpartition('@')[2]}>"
            yield " ", "In-Reply-To", f"<{self.pid}.77@{self.recipients[0].rpartition('@')[2]}>"
        yield "F", "From", sender
        yield " ", "Subject", self.subject
        yield " ", "Content-Type", "text/plain; charset=UTF-8; format=flowed"
        yield " ", "Content-Transfer-Encoding", "8bit"


class Server(Services):
    def __init__(self, root, layout="cpanel", exim="4.96", log=None, now="2026-11-23 16:00:00",
                 zone="Europe/Berlin", dovecot="2.3", seed=1, flat=None, rotation=None, syslog=False,
                 web="combined", mod_php=False, hostname="server.hosting.example",
                 mail_stamps="syslog", web_zone=None, through=None):
        self.root, self.hostname, self.short_name = root, hostname, hostname.split(".")[0]
        self.layout = LAYOUTS[layout]()
        self.clock, self.address = Clock(zone), "192.0.2.10"
        self.now = self.clock.moment(now)
        self.random = random.Random(int(os.environ.get("CASE_SEED", seed)))  # CASE_SEED: other traffic
        self.rotation = self.layout.rotation if rotation is None else rotation or None
        self.dovecot, self.web_form, self.mod_php = dovecot, web, mod_php
        self.accounts, self.logs, self.messages, self.expected = {}, {}, [], {}
        self.mail_stamps, self.web_clock = mail_stamps, Clock(web_zone or zone)
        self.php_clock = Clock(os.environ.get("CASE_PHP_ZONE", zone))   # date.timezone, which each script may set
        self.damage = []           # called with the root after all is written
        self.logs_begin = 0        # the moment from which lines were kept
        self.daemon_pid, self.fine, self.remote_hosts, self.cron_jobs = 811, [], {}, []
        self.noted, self.unnoted = [], []
        self.turns = {}            # how often each list of outcomes was used
        style = log or ("cpanel" if layout == "cpanel" else "debian")
        spool_flat = self.layout.flat if flat is None else flat
        self.exim = Exim(self, exim, style, self.layout.spool, spool_flat, self.layout.exim_user)
        self.exim.syslog = syslog
        self.reads_queue_every = 1800
        self.through = through or os.environ.get("CASE_THROUGH")  # a content filter
        self.queue_since = self.moment((1, "12:00:00"))

    # ---- moments and names

    def moment(self, when):
        if isinstance(when, (int, float)):
            return float(when)
        ago, text = when if isinstance(when, tuple) else (0, when)
        day = self.clock.wall(self.now - ago * 86400).strftime("%Y-%m-%d")
        return self.clock.moment(f"{day} {text}")

    def end_at(self, when):
        """Somebody looks then: of the story as it was told, what is later has not happened yet."""
        self.now = self.moment(when)
        for letters in (self.messages, self.exim.queued):
            letters[:] = [letter for letter in letters if letter.at <= self.now]

    def days_since(self, when):
        """For files: days_old of one that was written at `when`."""
        return (self.now - self.moment(when)) / 86400

    def spread(self, start, end, count):
        """`count` moments between two, in order, as unevenly as people and robots are."""
        first, last = self.moment(start), self.moment(end)
        return sorted(first + self.random.random() * (last - first) for _ in range(count))

    def strangers(self, count, domains=25, name="reader"):
        """Addresses of people elsewhere; no two alike in one server."""
        self.stranger_count = getattr(self, "stranger_count", 0)
        made = []
        for _ in range(count):
            self.stranger_count += 1
            domain = f"domain{self.stranger_count * 7 % domains:02d}.example"
            made.append(f"{name}{self.stranger_count:04d}@{domain}")
        return made

    def account(self, name, domain, boxes=(), uid=None):
        account = self.accounts.get(name)
        if account is None:
            account = Account(name, uid or 2001 + len(self.accounts), self.layout.home(name))
            self.accounts[name] = account
        account.domains.append(domain)
        account.boxes += [(box, domain) for box in boxes]
        return account

    def person(self, name):
        """Who has a shell and no site."""
        self.accounts[name] = Account(name, 2001 + len(self.accounts), f"/home/{name}")

    def sites(self):
        return [(a.name, domain) for a in self.accounts.values() for domain in a.domains]

    def first_sites(self):
        return [(a.name, a.domains[0]) for a in self.accounts.values() if a.domains]

    def domains(self):
        return [domain for _, domain in self.sites()]

    def boxes(self, account):
        return self.accounts[account].boxes

    def account_of(self, domain):
        return next(a for a in self.accounts.values() if domain in a.domains)

    def is_here(self, address):
        return address.rpartition("@")[2] in self.domains() + [self.hostname]

    # ---- files

    def syslog_head(self, moment, program, pid=None):
        """What syslog's daemon writes before a program's words, in the form of `mail_stamps`."""
        if self.mail_stamps == "rfc5424":
            return f"<22>1 {self.clock.rfc3339(moment)} {self.short_name} {program} {pid or '-'} - -  "
        stamp = self.clock.rfc3339(moment) if self.mail_stamps == "rfc3339" else self.clock.syslog(moment)
        return f"{stamp} {self.short_name} {program}{f'[{pid}]' if pid else ''}: "

    def log(self, which):
        paths = {"main": self.layout.main_log, "reject": self.layout.reject_log,
                 "mail": self.layout.mail_log, "cron": self.layout.cron_log}
        return self.log_file(paths.get(which, which))

    def log_file(self, path, rotation="default"):
        rotation = self.rotation if rotation == "default" else rotation
        return self.logs.setdefault(path, Log(path, rotation))

    def file(self, path, text, days_old=200, mode=0o644):
        self.logs.pop(path, None)
        whole = self.root + path
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text)
        os.chmod(whole, mode)
        stamp = self.now - days_old * 86400
        os.utime(whole, (stamp, stamp))

    def append(self, path, text):
        before = ""
        if os.path.exists(self.root + path):
            with open(self.root + path, encoding="utf-8") as file:
                before = file.read()
        self.file(path, before + text)

    # ---- what Exim's lines say of deliveries

    @property
    def remote_router(self):
        return "R={} T={}".format(*self.layout.remote)

    @property
    def local_router(self):
        return "R={} T={}".format(*self.layout.local)

    def local_address_words(self, to):
        return f"{to.partition('@')[0]} <{to}>"

    def local_delivery(self, to, message, style):
        sender = f" F=<{message.sender}> P=<{message.sender}>" if style == "all" else ""
        size = f" S={message.size + 150}" if style == "all" else ""
        return f"{self.local_address_words(to)}{sender} {self.local_router}{size}"

    def address_of_host(self, domain):
        at = self.remote_hosts.setdefault(domain, len(self.remote_hosts))
        return f"198.51.100.{150 + at % 100}"

    # ---- mail

    def outcomes(self, recipients, outcome):
        """{recipient: outcome}; `outcome` is one word, a list used in turn, or a dictionary."""
        if isinstance(outcome, dict):
            return {to: outcome[to] for to in recipients}
        words = (outcome,) if isinstance(outcome, str) else tuple(outcome)
        turn, made = self.turns.get(words, 0), {}
        for index, to in enumerate(recipients):
            word = words[(turn + index) % len(words)]
            made[to] = "here" if word == "delivered" and self.is_here(to) else word
        self.turns[words] = turn + len(recipients)
        return made

    def send(self, message, outcome):
        message.outcomes = self.outcomes(message.recipients, outcome)
        is_bounce_from_here = not message.sender and not (message.client and self.through == "amavis")
        if self.through and message.settle and not is_bounce_from_here:
            message = filters.hand_over(self, message, self.through)
        self.messages.append(message)
        self.exim.arrival(message)
        if message.settle:
            self.exim.first_attempt(message)
        return message

    def client(self, address, helo, name=None, to_port=25):
        return {"address": address, "helo": helo, "name": name, "to_port": to_port,
                "port": self.random.randrange(32768, 60999)}

    def smtp_auth_message(self, box, address, when, recipients, subject, outcome="delivered", *,
                          helo="[192.168.1.20]", name=None, sender=None, tls=True, lip=None, **fields):
        """A mailbox's login sends by SMTP from `address`. helo in brackets is a private literal; `name` is verified."""
        at = self.moment(when)
        fields.setdefault("mailer", "plain" if fields.get("flood") else "thunderbird")
        client = self.client(address, helo, name, to_port=587)
        if lip:
            client["lip"] = lip
        message = Message(self, at, sender or box, recipients, subject, client=client, login=box, tls=tls,
                          protocol="esmtpsa" if tls else "esmtpa",
                          message_id_header=f"{self.random.getrandbits(64):016x}@{helo.strip('[]')}", **fields)
        self.exim.connection(at - 0.6, client, seconds=1, pid=message.pid)
        if self.layout.name == "cpanel":
            sent = self.send(message, outcome)
            domain = box.partition("@")[2]
            self.exim.line(at + 0.01, message.pid + 1, f"Sender identification U={self.account_of(domain).name} "
                           f"D={domain} S={box}", message.id)
            return sent
        return self.send(message, outcome)

    def remote_message(self, address, when, sender, to, subject="Re: your question", outcome="delivered", *,
                       helo=None, name=None, **fields):
        """Mail from elsewhere for somebody here (or relayed)."""
        at = self.moment(when)
        helo = helo or name or f"mx.{sender.partition('@')[2] or 'elsewhere.example'}"
        client = self.client(address, helo, name)
        recipients = [to] if isinstance(to, str) else to
        message = Message(self, at, sender, recipients, subject, client=client, tls=True, protocol="esmtps",
                          message_id_header=f"{self.random.getrandbits(48):012x}@{helo}", **fields)
        self.exim.connection(at - 0.4, client, seconds=1, pid=message.pid)
        return self.send(message, outcome)

    def local_message(self, user, when, sender, recipients, subject, outcome="delivered", *, directory=None,
                      arguments=("/usr/sbin/sendmail", "-t", "-i"), extra_headers=(), lead=0.02, **fields):
        """A program under `user` runs sendmail in `directory`."""
        at = self.moment(when)
        uid = 0 if user == "root" else self.accounts[user].uid if user in self.accounts else self.layout.web_user[1]
        message = Message(self, at, sender, recipients, subject, ident=user, uid=uid,
                          extra_headers=list(extra_headers), **fields)
        if directory:
            self.exim.arguments(at - lead, message.pid, directory, list(arguments))
        return self.send(message, outcome)

    def forwarded_message(self, address, when, sender, to, target, subject, outcome="delivered", **fields):
        """Mail for somebody here that a forwarder sends on: the lines name the target and, in <>, `to`."""
        message = self.remote_message(address, when, sender, to, subject, "waiting", settle=False, **fields)
        message.outcomes = {to: outcome}
        self.exim.pass_on(message, {target: to}, outcome)
        return message

    def mailman_list(self, address, owner):
        """A Mailman 2 list as cPanel keeps it on disk."""
        name, _, domain = address.partition("@")
        self.file(f"/usr/local/cpanel/3rdparty/mailman/lists/{name}_{domain}/config.pck", "")
        self.list_owner = owner

    def list_post(self, address, members, client, when, sender, subject, outcome, **fields):
        """A letter to the list, piped to Mailman, which sends one copy to every member."""
        name, _, domain = address.partition("@")
        post = self.remote_message(client, when, sender, address, subject, settle=False,
                                   name=f"mx.{sender.partition('@')[2]}")
        post.outcomes = {address: "here"}
        self.exim.arguments(post.at + 0.05, post.pid + 1, self.exim.spool, [self.exim.program, "-Mc", post.id])
        self.exim.line(post.at + 0.2, post.pid + 1, f"=> |/usr/local/cpanel/3rdparty/mailman/mail/mailman post "
                       f"{name}_{domain} <{address}> R=mailman_virtual_router T=mailman_virtual_transport", post.id)
        post.done.add(address)
        self.exim.complete(post, post.at + 0.3)
        at, bounces = post.at + 4, f"{name}-bounces@{domain}"
        copy_of = self.client("127.0.0.1", self.hostname, "localhost")
        headers = [("List-Id", f"<{name}.{domain}>"), ("List-Unsubscribe", f"<mailto:{name}-request@{domain}>"),
                   ("X-BeenThere", address), ("Precedence", "list")]
        copy = Message(self, at, bounces, members, subject, client=copy_of, protocol="esmtp", from_header=sender,
                       message_id_header=post.message_id_header, extra_headers=headers, **fields)
        self.exim.connection(at - 0.3, copy_of, seconds=1, pid=copy.pid)
        return self.send(copy, outcome)

    def bounce(self, message, failed, moment):
        """Exim's own report of what failed, to the sender."""
        to = message.sender
        user, uid, _ = self.layout.exim_user
        bounce = Message(self, moment, "", [to], "Mail delivery failed: returning message to sender",
                         ident=user, uid=uid, bounce_of=message.id, bounce_for=message.flood,
                         body="This message was created automatically by mail delivery software.\n\n"
                              + "".join(f"  {address}\n" for address in failed))
        self.exim.arguments(moment - 0.01, bounce.pid, self.exim.spool,
                            [self.exim.program, "-t", "-oem", "-oi", "-f", "<>", f"-E{message.id}"])
        outcome = "delivered" if self.is_here(to) else "greylisted"
        return self.send(bounce, outcome)

    # ---- what a scan must say

    def expect(self, name, kind, *, block=(), spare_origins=(), counts=True, entry=None, events=None, **fields):
        """An incident. `fields`: account, system_user, domain, script, list ...; None is compared too.
        `block`: exactly these addresses are blocked. `spare_origins`: these must not be.
        `events`: of some origins, by "ADDRESS VIA", how many are told.
        `entry`: how, address, at (a moment), siblings {path: why} exactly; `says`, `also`: words that
        the text or one of the further facts must hold."""
        self.expected[name] = {"kind": kind, "fields": fields, "block": sorted(block),
                               "never_block": sorted(spare_origins), "counts": counts,
                               "events": events or {}}
        if entry:
            if entry.get("at") is not None:
                entry = dict(entry, at=int(self.moment(entry["at"])))
            self.expected[name]["entry"] = entry

    def forget_logs(self, pattern):
        """Logs that were not kept, or not copied: what `pattern` matches below /var/log."""
        self.damage.append(lambda tree: [path.unlink() for path in pathlib.Path(tree, "var/log").glob(pattern)])

    def never_named(self, *names):
        """Accounts, mailboxes, domains that no incident may name."""
        self.fine += names

    def expect_note(self, words):
        """One of the scan's notes holds these words."""
        self.noted.append(words)

    def never_noted(self, *words):
        """No note of the scan holds any of these."""
        self.unnoted += words

    def expectation(self):
        waiting = {m.id: m for m in self.messages if not m.completed}
        document = {"now": self.now, "incidents": [], "never_named": self.fine, "notes": self.noted, "never_noted": self.unnoted}
        for name, wanted in self.expected.items():
            flood = [m for m in self.messages if m.flood == name]
            entry = dict(wanted, name=name)
            entry["quarantine"] = sorted(i for i, m in waiting.items() if m.flood == name)
            entry["may_quarantine"] = sorted(i for i, m in waiting.items() if m.bounce_for == name)
            entry["spare"] = sorted(i for i, m in waiting.items() if m.honest == name)
            if entry.pop("counts") and flood:
                entry["messages"] = self.counts_of(flood)
            document["incidents"].append(entry)
        return document

    def counts_of(self, flood):
        recipients = [(to, outcome, m) for m in flood for to, outcome in m.outcomes.items()]
        failed = sum(outcome in ("unknown", "spam") for _, outcome, _ in recipients)
        delivered = sum(to in m.done for to, _, m in recipients) - failed
        waiting = [m for m in flood if not m.completed]
        return {"submitted": len(flood), "recipients": len(recipients),
                "distinct_recipients": len({to.lower() for to, _, _ in recipients}),
                "queued": len(waiting), "frozen": sum(m.frozen_at is not None for m in waiting),
                "delivered": delivered, "failed": failed,
                "deferred": sum(to not in m.done and to in m.tried for to, _, m in recipients)}

    # ---- all of it, on disk

    def write(self):
        write_common(self)
        self.layout.write(self)
        self.write_cron()
        self.exim.run_queue(self.queue_since, self.now, self.reads_queue_every)
        self.exim.write_spool(self.root)
        self.log("main"), self.log("reject"), self.log("mail")
        for log in self.logs.values():
            log.forget_before(self.logs_begin)
            log.write(self.root, self.clock, self.now)
        self.layout.finish(self)
        for harm in self.damage:
            harm(self.root)
        return self.expectation()
