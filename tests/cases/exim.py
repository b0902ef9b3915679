"""Exim as its log and its spool show it: ids, arrival and delivery lines, -H, -D and -J files.

The forms follow Exim's own order of fields; what a version or a log_selector changes is asked of
`version` and `style` ("debian": the default selector of that distribution, "cpanel": +arguments
+subject +received_recipients +incoming_port +smtp_connection +all_parents, "subject": +subject alone, "all": +all)."""
import os

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
TLS = "TLS1.3:ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_256_GCM:256"
# outcome → (is it final, form of the line)
DEFERRALS = {
    "greylisted": ("-44", "SMTP error from remote mail server after RCPT TO:<{to}>: 450 4.2.0 <{to}>: "
                          "Recipient address rejected: Greylisted, please try again later"),
    "over_quota": ("-44", "SMTP error from remote mail server after RCPT TO:<{to}>: 452 4.2.2 The "
                          "recipient's mailbox is over its storage limit"),
    "rate_limited": ("-46", "SMTP error from remote mail server after end of data: 421 4.7.28 "
                            "unusual rate of unsolicited mail from your address"),
}
FAILURES = {
    "unknown": "SMTP error from remote mail server after RCPT TO:<{to}>: 550 5.1.1 <{to}>: Recipient "
               "address rejected: User unknown",
    "spam": "SMTP error from remote mail server after end of data: 554 5.7.1 Message rejected as spam "
            "by content scanning",
    # This server stands on a blocklist; the second in one provider's words.
    "listed": "SMTP error from remote mail server after MAIL FROM:<x@y.example>: 550 5.7.1 Service unavailable, client host "
              "[192.0.2.10] blocked using zen.spamhaus.org",
    "listed_there": "SMTP error from remote mail server after MAIL FROM:<x@y.example>: 550 5.7.1 Unfortunately, messages from "
                    "[192.0.2.10] weren't sent. Please contact your Internet service provider since part of their network is "
                    "on our block list (S3150).",
}
QUEUED = set(DEFERRALS) | {"refused", "retry", "waiting", "full_here"}


def base62(value, width):
    text = ""
    for _ in range(width):
        text, value = DIGITS[value % 62] + text, value // 62
    return text


def printing(text):
    """Exim's escape of what is not printable ASCII."""
    out = ""
    for byte in text.encode("utf-8", "surrogateescape"):
        out += chr(byte) if 32 <= byte < 127 or byte == 9 else f"\\{byte:03o}" if byte != 10 else "\\n"
    return out


def quoted_subject(text):
    cut = text.encode("utf-8")[:100].decode("utf-8", "surrogateescape")
    return printing('"' + cut.replace("\\", "\\\\").replace('"', '\\"') + '"')


def domain_of(address):
    return address.rpartition("@")[2]


class Exim:
    def __init__(self, server, version, style, spool, flat, users):
        self.server, self.style, self.spool, self.flat = server, style, spool, flat
        self.version = tuple(int(part) for part in version.split("."))
        self.version_text = version
        self.user, self.uid, self.gid = users
        self.program = "/usr/sbin/exim4" if "exim4" in spool else "/usr/sbin/exim"
        self.main, self.reject = server.log("main"), server.log("reject")
        self.used_pids, self.queued = {}, []
        self.syslog, self.syslog_stamp, self.syslog_name = False, True, "exim"

    # ---- small things

    @property
    def long_ids(self):
        return self.version >= (4, 97)

    def pid(self, moment):
        """Rises with time and wraps; no two processes of one hour share it."""
        pid = 700 + int((moment - 1.79e9) * 0.71) % 29000
        while self.used_pids.get(pid, 0) > moment - 3600:
            pid += 1
        self.used_pids[pid] = moment
        return pid

    def message_id(self, moment, pid):
        second, fraction = int(moment), moment - int(moment)
        if self.long_ids:
            return f"{base62(second, 6)}-{base62(pid, 11)}-{base62(int(fraction * 1e6), 4)}"
        return f"{base62(second, 6)}-{base62(pid, 6)}-{base62(int(fraction * 2000), 2)}"

    def line(self, moment, pid, text, message_id=None, log=None):
        everything = self.style == "all"
        stamp = self.server.clock.exim(moment, everything, everything)
        frame = stamp + (f" [{pid}]" if everything else "") + " "
        whole = frame + (message_id + " " if message_id else "") + text
        log = log or self.main
        if not self.syslog:
            log.add(moment, whole)
            return
        head = self.server.syslog_head(moment, self.syslog_name, pid)
        for part in syslog_parts(whole if self.syslog_stamp else whole.removeprefix(stamp + " ")):
            log.add(moment, head + part)

    def arguments(self, moment, pid, directory, arguments):
        if self.style in ("cpanel", "all"):
            words = [f'"{word}"' if word == "" or " " in word else word for word in arguments]
            self.line(moment, pid, f"cwd={directory} {len(words)} args: {' '.join(words)}")

    def duration(self, seconds):
        return f"{seconds:.3f}s" if self.style == "all" else f"{int(seconds)}s"

    def host(self, client, port=True):
        """What follows H=: name (helo) [address]:port, for `client` with address, helo, name, port."""
        words = []
        if client.get("name"):
            words.append(client["name"])
        helo = client.get("helo")
        if helo and helo != client.get("name"):
            words.append(f"({helo})")
        tail = f"[{client['address']}]"
        if port and self.style in ("cpanel", "all"):
            tail += f":{client['port']}"
        return " ".join(words + [tail])

    def interface(self, client):
        return f" I=[{self.server.address}]:{client.get('to_port', 25)}" if self.style == "all" else ""

    # ---- connections

    def connection(self, moment, client, closing="closed by QUIT", seconds=0, pid=None, bare=False):
        """The two lines of +smtp_connection around what a client does; `bare`: it never said HELO."""
        if self.style not in ("cpanel", "all"):
            return
        plain = {"address": client["address"], "port": client["port"]}
        self.line(moment, self.server.daemon_pid, f"SMTP connection from {self.host(plain)}"
                  f"{self.interface(client)} (TCP/IP connection count = 1)")
        took = f" D={self.duration(seconds)}" if self.version >= (4, 97) or closing == "lost" else ""
        text = f"{closing}{took}" if closing == "lost" else f"{took.strip()} {closing}".strip()
        self.line(moment + seconds + 0.2, pid or self.pid(moment),
                  f"SMTP connection from {self.host(plain if bare else client)}"
                  f"{self.interface(client)} {text}")

    def auth_failure(self, moment, client, login, mechanism="dovecot_login"):
        pid = self.pid(moment)
        self.connection(moment, client, "lost", 2, pid)
        mark = "H=" if self.version >= (4, 99) else ""
        text = (f"{mechanism} authenticator failed for {mark}{self.host(client)}"
                f"{self.interface(client)}: 535 Incorrect authentication data (set_id={login})")
        for log in (self.main, self.reject):
            self.line(moment + 1.6, pid, text, log=log)

    def rejected(self, moment, client, sender, what, reason, temporarily=False, login=None, with_from=True):
        pid = self.pid(moment)
        text = f"H={self.host(client)}{self.interface(client)}"
        text += f" F=<{sender}>" if with_from else ""
        text += f" A=dovecot_login:{login}" if login else ""
        text += f" {'temporarily ' if temporarily else ''}rejected {what}: {reason}"
        self.connection(moment, client, pid=pid, seconds=1)
        for log in (self.main, self.reject):
            self.line(moment + 0.5, pid, text, log=log)

    def scanned_away(self, moment, client, sender, reason, temporarily=False, protocol="esmtp"):
        """Refused by a local_scan() function: the sender stands first, and bare."""
        pid = self.pid(moment)
        text = (f"F={sender or '<>'} H={self.host(client)}{self.interface(client)} P={protocol}"
                f"{' temporarily' if temporarily else ''} rejected by local_scan(): {reason}")
        self.connection(moment, client, pid=pid, seconds=1)
        for log in (self.main, self.reject):
            self.line(moment + 0.5, pid, text, message_id=self.message_id(moment, pid), log=log)

    # ---- messages

    def arrival(self, message):
        """The <= line and what +arguments logs around it."""
        m, items = message, []
        everything = self.style == "all"
        if m.bounce_of:
            items.append(f"R={m.bounce_of}")
        if m.client:
            items.append(f"H={self.host(m.client)}{self.interface(m.client)}")
        else:
            items.append(f"U={m.ident}")
        items.append(f"P={m.protocol}")
        if m.client and everything:
            items.append("L.-")
        if m.client and m.tls:
            items.append(f"X={TLS}")
            items.append("CV=no")
        if m.login:
            items.append(f"A={m.mechanism}:{m.login}")
        items.append(f"S={m.size}")
        if everything:
            items += ["M8S=0", f"RT={self.duration(0.012)}"]
        if m.queue:
            items.append(f"Q={m.queue}")
        if m.message_id_header:
            items.append(f"id={m.message_id_header}")
        elif everything:
            items.append(f"id*=E{m.id}@{self.server.hostname}")
        if m.subject is not None and self.style in ("cpanel", "subject", "all"):
            items.append(f"T={quoted_subject(m.subject)}")
        if everything:
            items.append(f"from <{m.sender}>")
        if self.style in ("cpanel", "all"):
            items.append("for " + " ".join(m.recipients))
        self.line(m.at, m.pid, f"<= {m.sender or '<>'} {' '.join(items)}", m.id)

    def remote_items(self, domain, confirmation=None):
        host, address = f"mx.{domain}", self.server.address_of_host(domain)
        port = ":25" if self.style == "all" else ""
        here = f" I=[{self.server.address}]:{34000 + len(domain)}" if self.style == "all" else ""
        tls = f" X={TLS} CV=yes"
        return f"H={host} [{address}]{port}{here}", tls + (f' C="{confirmation}"' if confirmation else "")

    def times(self, message, moment):
        if self.style != "all":
            return ""
        return f" QT={self.duration(moment - message.at)} DT={self.duration(0.221)}"

    def deliver(self, message, moment, to, outcome, top=None):
        """One recipient's line; `top`: the address it was for, where that is another one. True: done."""
        m, domain = message, domain_of(to)
        m.tried.add(to)
        to, plain = (f"{to} <{top}>" if top else to), to
        router = self.server.remote_router
        sender = f" F=<{m.sender}>" if self.style == "all" else ""
        queue = f" Q={m.queue}" if m.queue else ""
        sender += queue
        path = f" P=<{m.sender}>" if self.style == "all" else ""
        if outcome == "delivered":
            where, rest = self.remote_items(domain, f"250 2.0.0 Ok: queued as {m.id[-8:].upper()}")
            size = f" S={m.size + 180}" if self.style == "all" else ""
            text = f"=> {to}{sender}{path} {router}{size} {where}{rest}{self.times(m, moment)}"
        elif outcome == "here":
            text = f"=> {self.server.local_delivery(plain, m, self.style)}{self.times(m, moment)}"
        elif outcome in FAILURES:
            where, _ = self.remote_items(domain)
            separator = " : " if self.version >= (4, 99) else ": "
            took = f" DT={self.duration(0.3)}" if self.style == "all" else ""
            text = (f"** {to}{sender}{path} {router} {where} X={TLS} CV=yes{separator}"
                    f"{FAILURES[outcome].format(to=plain)}{took}")
        elif outcome in DEFERRALS:
            code, words = DEFERRALS[outcome]
            where, _ = self.remote_items(domain)
            where = where.split(" I=")[0] if self.version < (4, 95) else where
            took = f" DT={self.duration(0.3)}" if self.style == "all" else ""
            text = f"== {to}{queue} {router} defer ({code}) {where}{took}: {words.format(to=plain)}"
        elif outcome == "refused":
            where, _ = self.remote_items(domain)
            self.line(moment, m.pid + 1, f"{where} Connection refused", m.id)
            text = f"== {to}{queue} {router} defer (111): Connection refused"
        elif outcome == "full_here":
            text = (f"== {self.server.local_address_words(plain)} {self.server.local_router} defer (-22): "
                    "mailbox is full (MTA-imposed quota exceeded while writing to file)")
        elif outcome == "retry":
            code = -54 if self.version >= (4, 95) else -53
            text = (f"== {to}{queue} {router} defer ({code}): retry time not reached for any host"
                    + (f" for '{domain}'" if self.version >= (4, 95) else ""))
        else:
            raise ValueError(outcome)
        self.line(moment, m.pid + 1, text, m.id)
        return outcome not in QUEUED

    def first_attempt(self, message):
        if all(outcome == "waiting" for outcome in message.outcomes.values()):
            self.line(message.at, message.pid, "no immediate delivery: queued by ACL", message.id)
            self.queued.append(message)
            return
        moment = message.at + 0.05
        self.arguments(moment, message.pid + 1, self.spool, [self.program, "-Mc", message.id])
        failed = []
        for to, outcome in message.outcomes.items():
            moment += 0.15
            first = "greylisted" if outcome == "greylisted_first" else outcome
            if self.deliver(message, moment, to, first):
                message.done.add(to)
                if outcome in FAILURES:
                    failed.append(to)
        if failed and message.sender:
            moment += 0.05
            self.server.bounce(message, failed, moment)
        if len(message.done) == len(message.outcomes):
            self.complete(message, moment + 0.1)
        else:
            self.queued.append(message)

    def pass_on(self, message, targets, outcome):
        """Delivery of a message to what an alias, a forwarder or a list made of its one recipient:
        {target: address it was for}."""
        moment = message.at + 0.05
        self.arguments(moment, message.pid + 1, self.spool, [self.program, "-Mc", message.id])
        waiting, failed = [], []
        words = (outcome,) if isinstance(outcome, str) else tuple(outcome)
        for number, (target, to) in enumerate(targets.items()):
            moment += 0.12
            word = words[number % len(words)]
            if self.deliver(message, moment, target, word, to):
                message.done.add(target)
                failed += [target] if word in FAILURES else []
            else:
                waiting.append(target)
        if failed and message.sender:
            self.server.bounce(message, failed, moment + 0.05)
        if waiting:
            message.outcomes = {to: "retry" for to in message.recipients}
            self.queued.append(message)
        else:
            message.done.update(message.recipients)
            self.complete(message, moment + 0.1)

    def complete(self, message, moment):
        took = f" QT={self.duration(moment - message.at)}" if self.style == "all" else ""
        self.line(moment, message.pid + 1, f"Completed{took}", message.id)
        message.completed = True

    # ---- the queue

    def run_queue(self, start, now, every=1800):
        """What the daemon's queue runners log, and what they deliver of what was put off."""
        moment = start + every
        while moment < now:
            pid = self.pid(moment)
            self.arguments(moment, pid, self.spool, [self.program, "-q"])
            self.line(moment, pid, f"Start queue run: pid={pid}")
            at = moment + 0.3
            for message in [m for m in self.queued if m.at < moment and not m.completed and not m.queue]:
                if message.frozen_at:
                    self.line(at, pid, "Message is frozen", message.id)
                    continue
                at = self.try_again(message, at, moment)
            self.line(at + 0.2, pid, f"End queue run: pid={pid}")
            moment += every

    def try_again(self, message, at, run):
        for to, outcome in message.outcomes.items():
            if to in message.done:
                continue
            at += 0.02
            if outcome == "greylisted_first" and run - message.at > 600:
                self.deliver(message, at, to, "delivered")
                message.done.add(to)
            elif outcome in ("full_here", "waiting"):
                self.deliver(message, at, to, "greylisted" if outcome == "waiting" else outcome)
            else:
                self.deliver(message, at, to, "retry")
        if len(message.done) == len(message.outcomes):
            self.complete(message, at + 0.01)
        return at

    # ---- the spool

    def folder(self, message, index):
        base = self.spool + (f"/{message.queue}" if message.queue else "") + "/input"
        flat = self.flat if isinstance(self.flat, bool) else index % 2 == 0
        return base if flat else f"{base}/{message.id[5]}"

    def address_port(self, address, port):
        return f"[{address}]:{port}" if self.version >= (4, 96) else f"{address}.{port}"

    def envelope(self, m):
        tainted = "--" if self.version >= (4, 93) else "-"
        owner = f"{self.user} {self.uid} {self.gid}" if m.client else f"{m.ident} {m.uid} {m.uid}"
        lines = [f"{m.id}-H", owner, f"<{m.sender}>", f"{int(m.at)} 0",
                 f"-received_time_usec .{int(m.at % 1 * 1e6):06d}"]
        if self.version >= (4, 95):
            lines.append(f"-received_time_complete {int(m.at)}.{int(m.at % 1 * 1e6):06d}")
        if m.client:
            lines.append(f"{tainted}helo_name {m.client['helo']}")
            lines.append(f"-host_address {self.address_port(m.client['address'], m.client['port'])}")
            if m.client.get("name"):
                lines.append(f"-host_name {m.client['name']}")
            if m.login:
                lines.append(f"-host_auth {m.mechanism}")
                if self.version >= (4, 95):
                    lines.append("-host_auth_pubname LOGIN")
            lines.append(f"-interface_address "
                         f"{self.address_port(m.client.get('lip', self.server.address), m.client.get('to_port', 25))}")
        else:
            lines.append(f"-ident {m.ident}")
        lines += [f"-received_protocol {m.protocol}", f"-body_linecount {m.body.count(chr(10))}",
                  "-max_received_linelength 78"]
        if m.login:
            lines.append(f"{tainted}auth_id {m.login}")
        elif not m.client and m.sender:
            lines += [f"-auth_id {m.ident}", f"-auth_sender {m.ident}@{self.server.hostname}"]
        if not m.client:
            lines += ["-allow_unqualified_recipient", "-allow_unqualified_sender"]
        if m.frozen_at:
            lines.append(f"-frozen {int(m.frozen_at)}")
        if not m.client and (m.sender or m.bounce_of):
            lines.append("-local" if m.sender else "-localerror")
        if m.client and m.tls:
            lines.append(f"-tls_cipher {TLS}")
        if self.version >= (4, 93):
            lines.append("-tls_resumption A")
            if m.client and m.tls:
                lines.append("-tls_ver TLS1.3")
        return lines + tree(sorted(m.done)) + [str(len(m.recipients))] + m.recipients + [""]

    def headers(self, m):
        where = (f"from {m.ident} by {self.server.hostname} with local" if not m.client else
                 f"from [{m.client['address']}] (port={m.client['port']} helo={m.client['helo']})\n"
                 f"\tby {self.server.hostname} with {m.protocol}")
        envelope = f"\n\t(envelope-from <{m.sender}>)" if m.sender else ""
        single = f"\n\tfor {m.recipients[0]}" if len(m.recipients) == 1 else ""
        yield "P", (f"Received: {where} (Exim {self.version_text}){envelope}\n\tid {m.id}{single};\n"
                    f"\t{self.server.clock.mail_date(m.at)}\n")
        for flag, name, value in m.header_list(self.server):
            yield flag, f"{name}: {value}\n"

    def write_spool(self, root):
        waiting = [m for m in self.queued if not m.completed]
        for index, m in enumerate(waiting):
            folder = root + self.folder(m, index)
            os.makedirs(folder, exist_ok=True)
            data = "\n".join(self.envelope(m)) + "\n"
            raw = data.encode("utf-8", "surrogateescape")
            for flag, text in self.headers(m):
                body = text.encode("utf-8", "surrogateescape")
                raw += f"{len(body):03d}{flag} ".encode() + body
            with open(f"{folder}/{m.id}-H", "wb") as file:
                file.write(raw)
            with open(f"{folder}/{m.id}-D", "wb") as file:
                file.write(f"{m.id}-D\n{m.body}".encode("utf-8", "surrogateescape"))
            if m.journal:
                with open(f"{folder}/{m.id}-J", "w", encoding="utf-8") as file:
                    file.write("".join(address + "\n" for address in m.journal))
        os.makedirs(f"{root}{self.spool}/input", exist_ok=True)
        return waiting


def tree(names):
    """Exim's tree of addresses that are done, in order of its nodes."""
    if not names:
        return ["XX"]
    middle = len(names) // 2
    left, right = names[:middle], names[middle + 1:]
    lines = [f"{'Y' if left else 'N'}{'Y' if right else 'N'} {names[middle]}"]
    return lines + (tree(left) if left else []) + (tree(right) if right else [])


def syslog_parts(text, size=870):
    parts = [text[at:at + size] for at in range(0, len(text), size)]
    if len(parts) == 1:
        return parts
    return [f"[{index + 1}/{len(parts)}] {part}" for index, part in enumerate(parts)]
