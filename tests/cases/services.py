"""Everything beside Exim: Dovecot, web server, PHP, webmail, cron, and days of ordinary life."""

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36"
ROBOT = "python-requests/2.31.0"


class Services:
    # ---- Dovecot

    def dovecot_line(self, moment, text, level="Info"):
        if self.layout.mail_log_is_syslog:
            line = self.syslog_head(moment, "dovecot") + text
        else:
            process, _, rest = text.partition(": ")
            line = f"{self.clock.syslog(moment)} {process}: {level}: {rest}"
        self.log("mail").add(moment, line)

    def courier_line(self, moment, protocol, text):
        self.log("mail").add(moment, self.syslog_head(moment, f"{protocol}d-ssl") + text)

    def session(self):
        return "".join(self.random.choice(ALPHABET) for _ in range(16))

    def login(self, box, address, when, protocol="imap", seconds=40, lip=None):
        """A mailbox is read: login and, later, logout, as this version of Dovecot writes them."""
        at, session, pid = self.moment(when), self.session(), self.exim.pid(self.moment(when))
        if self.dovecot == "courier":
            whose = f"user={box}, ip=[::ffff:{address}], port=[{40000 + pid % 20000}]"
            self.courier_line(at - 0.1, protocol, f"Connection, ip=[::ffff:{address}], port=[{40000 + pid % 20000}]")
            self.courier_line(at, protocol, f"LOGIN, {whose}, protocol={protocol.upper()}")
            return self.courier_line(at + seconds, protocol, f"LOGOUT, {whose}, headers=0, body=0, rcvd=412, sent=1893, time={seconds}")
        words = (f"user=<{box}>, method=PLAIN, rip={address}, lip={lip or self.address}, mpid={pid}, "
                 f"{'secured' if address.startswith('127.') or address == '::1' else 'TLS'}, session=<{session}>")
        done = {"2.4": "Logged in", "proxy": f"proxy({box}): started proxying to 198.51.100.200:143"}.get(self.dovecot, "Login")
        if self.dovecot == "proxy":     # another server holds the mail
            words = words.replace(f"mpid={pid}, ", "")
        self.dovecot_line(at, f"{protocol}-login: {done}: {words}")
        if self.dovecot == "proxy":
            return self.dovecot_line(at + seconds, f"{protocol}-login: proxy({box}): disconnecting {address} (Disconnected by client)")
        tail = ("in=412 out=1893" if self.dovecot == "2.2" else
                "in=412 out=1893 deleted=0 expunged=0 trashed=0 hdr_count=1 hdr_bytes=420 body_count=0 body_bytes=0")
        if protocol == "pop3":
            tail = "top=0/0, retr=0/0, del=0/3, size=18233"
        frame = f"{protocol}({box})" if self.dovecot == "2.2" else f"{protocol}({box})<{pid}><{session}>"
        self.dovecot_line(at + seconds, f"{frame}: Disconnected: Logged out {tail}")

    def failed_login(self, box, address, when, protocol="imap", known=True):
        """One wrong password: the auth and the login process each write a line."""
        at, session = self.moment(when), self.session()
        if self.dovecot == "courier":
            return self.courier_line(at, protocol, f"LOGIN FAILED, user={box}, ip=[::ffff:{address}], port=[50123]")
        why = "Password mismatch" if known else "unknown user"
        if self.dovecot == "2.4":
            self.dovecot_line(at, f"auth({box[:64]},{address},sasl:plain)<{session}>: passwd-file: {why}")
            head = "Login aborted: Connection closed (auth failed, 1 attempts in 2 secs) (auth_failed)"
        else:
            self.dovecot_line(at, f"auth: passwd-file({box[:64]},{address},<{session}>): {why}")
            head = ("Disconnected (auth failed, 1 attempts in 2 secs)" if self.dovecot == "2.2" else
                    "Disconnected: Connection closed (auth failed, 1 attempts in 2 secs)")
        self.dovecot_line(at + 2, f"{protocol}-login: {head}: user=<{box}>, method=PLAIN, rip={address}, "
                          f"lip={self.address}, TLS, session=<{session}>")

    def smtp_auth_failure(self, box, address, when, helo="[10.0.0.9]", known=True):
        """The same attempt in Exim's main and reject log and in Dovecot's."""
        at = self.moment(when)
        self.exim.auth_failure(at, self.client(address, helo, to_port=587), box)
        why = "Password mismatch" if known else "unknown user"
        if self.dovecot == "courier":
            return
        if self.dovecot == "2.4":
            self.dovecot_line(at + 0.1, f"auth({box[:64]},{address},sasl:login): passwd-file: {why}")
        else:
            self.dovecot_line(at + 0.1, f"auth: passwd-file({box[:64]},{address}): {why}")

    def probe(self, address, when, to, sender="joe@bulk.example", helo="mail.bulk.example"):
        """A client tries a recipient that does not exist here."""
        self.exim.rejected(self.moment(when), self.client(address, helo), sender, f"RCPT <{to}>",
                           "No Such User Here")

    # ---- web

    def request(self, domain, address, when, target="/", method="GET", status=200, size=5120, agent=BROWSER,
                referer="-", forwarded_for=None):
        """One line of the site's access log, in the form the server was made with: "combined",
        "vhost" (virtual host in front), "forwarded" (X-Forwarded-For behind), or what a function makes of its parts."""
        at = self.moment(when)
        if callable(self.web_form):
            log = self.log_file(self.layout.access_log(self.account_of(domain).name, domain))
            return log.add(at, self.web_form(domain, address, self.web_clock, at, f'"{method} {target} HTTP/1.1" {status} {size} '
                                             f'"{referer}" "{agent}"', forwarded_for or "-"))
        line = (f'{address} - - [{self.web_clock.web(at)}] "{method} {target} HTTP/1.1" {status} {size} '
                f'"{referer}" "{agent}"')
        if self.layout.shared_access_log or self.web_form == "vhost":
            line = f"{domain}:443 {line}"
        if self.web_form == "forwarded":
            line += f' "{forwarded_for or "-"}"'
        self.log_file(self.layout.access_log(self.account_of(domain).name, domain)).add(at, line)

    def visit(self, domain, address, when, pages=("/", "/style.css", "/logo.png", "/about.html")):
        """A person looks around."""
        at = self.moment(when)
        for page in pages:
            self.request(domain, address, at, page, referer="-" if page == pages[0] else f"https://{domain}/")
            at += 0.2 if "." in page and not page.endswith("html") else 6 + self.random.random() * 20
        return at

    def write_by_page(self, domain, page, visitor, when, to, outcome, **fields):
        """A person looks at a site, fills in its form, and the page confirms it to `to`."""
        at = self.visit(domain, visitor, when, ("/", page))
        self.request(domain, visitor, at, page, "POST")
        return self.php_mail(domain, page, at + 0.3, [to], f"Your message to {domain}", outcome,
                             php_log=False, sender=f"info@{domain}", **fields)

    def script_path(self, domain, target):
        account = self.account_of(domain).name
        return self.layout.document_root(account, domain) + target.partition("?")[0]

    def php_file(self, domain, target, days_old=200, text="<?php mail($_POST['to'], $s, $m);\n"):
        self.file(self.script_path(domain, target), text, days_old)
        return self.script_path(domain, target)

    def php_mail(self, domain, target, when, recipients, subject, outcome="delivered", *, sender=None,
                 php_log=True, line=13, user=None, script_header=True, extra_headers=(), **fields):
        """mail() of a PHP page: sendmail runs in the page's folder; PHP logs it where told to."""
        at, script = self.moment(when), self.script_path(domain, target)
        account = self.account_of(domain)
        user = user or (self.layout.web_user[0] if self.mod_php else account.name)
        uid = self.layout.web_user[1] if self.mod_php else account.uid
        headers = list(extra_headers)
        if script_header:
            headers.insert(0, ("X-PHP-Originating-Script", f"{uid}:{script.rpartition('/')[2]}"))
        given = f"{user}@{self.hostname}" if sender is None else sender
        arguments = ("/usr/sbin/sendmail", "-t", "-i") + (() if sender is None else (f"-f{sender or '<>'}",))
        made = []
        for to in recipients:
            made.append(self.local_message(user, at, given, [to], subject, outcome, arguments=arguments,
                                           directory=script.rpartition("/")[0], extra_headers=headers, **fields))
            if php_log:
                words = "  ".join(f"{name}: {value}" for name, value in extra_headers) or f"From: {given}"
                self.log_file(self.layout.php_log(account.name)).add(
                    at, f"[{self.php_clock.php(at)}] mail() on [{script}:{line}]: To: {to} -- Headers: {words} "
                        f"-- Subject: {subject}")
            at += 0.12 + self.random.random() * 0.1
        return made

    # ---- webmail

    roundcube_log_driver = "file"

    def roundcube_line(self, name, moment, text):
        """Roundcube's own file, or syslog's of all that has to do with mail, where it writes no stamp of its own."""
        if self.roundcube_log_driver == "syslog":
            self.log("mail").add(moment, f"{self.clock.syslog(moment)} {self.short_name} roundcube: {text}")
        else:
            self.log_file(f"{self.layout.roundcube}/{name}.log").add(moment, f"[{self.clock.roundcube(moment)}]: {text}")

    def roundcube_login(self, box, address, when):
        at = self.moment(when)
        session = f"{self.random.getrandbits(32):08x}"
        self.roundcube_line("userlogins", at, f"<{session}> Successful login for {box} (ID: 7) from {address} "
                                              f"in session {session}{session}")
        self.login(box, "127.0.0.1", at + 0.1, lip="127.0.0.1")
        return session

    def webmail_message(self, box, address, when, recipients, subject, outcome="delivered", *, session="1a2b3c4d",
                        send_log=True, **fields):
        """Roundcube sends for a mailbox: Exim sees loopback, Roundcube's log the person."""
        at = self.moment(when)
        message = self.smtp_auth_message(box, "127.0.0.1", at, recipients, subject, outcome, helo=self.hostname,
                                         mailer="plain", tls=False, lip="127.0.0.1",
                                         extra_headers=[("User-Agent", "Roundcube Webmail/1.6.9")], **fields)
        if send_log:
            self.roundcube_line("sendmail", at, f"<{session}> User {box} [{address}]; Message "
                                f"<{message.message_id_header}> for {', '.join(recipients)}; 250: OK id={message.id}")
        return message

    def cpanel_webmail_session(self, box, address, when):
        """cPanel's webmail: session_log and access_log of its own web server."""
        at, token = self.moment(when), f"{self.random.getrandbits(40):010d}"
        stamp = self.clock.wall(at).strftime("%Y-%m-%d %H:%M:%S %z")
        self.log_file("/usr/local/cpanel/logs/session_log", None).add(
            at, f'[{stamp}] info [webmaild] {address} NEW {box}:{self.session()[:16]} address={address},'
                f'app=webmaild,creator={box},method=handle_form_login,path=form,possessed=0')
        self.cpanel_request(box, address, at + 1, f"/cpsess{token}/3rdparty/roundcube/?_task=mail")
        self.login(box, "127.0.0.1", at + 1.2, lip="127.0.0.1")
        return token

    def cpanel_request(self, box, address, when, target, method="GET"):
        at = self.moment(when)
        stamp = self.clock.wall(at).strftime("%m/%d/%Y:%H:%M:%S %z")
        self.log_file("/usr/local/cpanel/logs/access_log", None).add(
            at, f'{address} - {box.replace("@", "%40")} [{stamp}] "{method} {target} HTTP/1.1" 200 0 "-" '
                f'"{BROWSER}" "s" "-" 2096')

    # ---- cron

    def cron_job(self, user, schedule, command):
        self.cron_jobs.append((user, schedule, command))

    def cron_run(self, user, when, command):
        at = self.moment(when)
        self.log("cron").add(at, f"{self.clock.syslog(at)} {self.short_name} CRON[{self.exim.pid(at)}]: "
                                 f"({user}) CMD ({command})")

    def cron_mail(self, user, when, command, to=None, outcome="delivered", **fields):
        """Cron mails what a job printed to its owner."""
        at = self.moment(when)
        self.cron_run(user, at - 1, command)
        home = "/root" if user == "root" else self.accounts[user].home
        return self.local_message(user, at, f"{user}@{self.hostname}", [to or f"{user}@{self.hostname}"],
                                  f"Cron <{user}@{self.short_name}> {command}", outcome, directory=home,
                                  arguments=("/usr/sbin/sendmail", "-FCronDaemon", "-i", "-B8BITMIME", "-oem", user),
                                  **fields)

    def write_cron(self):
        tables = {}
        for user, schedule, command in self.cron_jobs:
            tables.setdefault(user, []).append(f"{schedule} {command}\n")
        for user, lines in tables.items():
            self.file(f"{self.layout.crontabs}/{user}", "".join(lines), mode=0o600)

    # ---- the administrator

    def admin(self, when, *arguments):
        """root runs exim by hand; only +arguments logs it."""
        at = self.moment(when)
        self.exim.arguments(at, self.exim.pid(at), "/root", list(arguments))

    # ---- ordinary life

    def ordinary_day(self, box, address, ago=0, messages=3, name="friend", until="15:30:00", protocol="imap"):
        """A mailbox's owner: reads mail all day, writes a few letters, gets answers."""
        for at in self.spread((ago, "07:30:00"), (ago, until), 5):
            self.login(box, address, at, protocol)
        made = []
        for at in self.spread((ago, "08:00:00"), (ago, until), messages):
            self.letters = getattr(self, "letters", 0) + 1
            friend = f"{name}{self.letters % 9}@partner{self.letters % 4}.example"
            made.append(self.smtp_auth_message(box, address, at, [friend], f"Offer {100 + self.letters}"))
            self.remote_message(f"198.51.100.{20 + self.letters % 4}", at + 5, friend, box,
                                f"Re: Offer {100 + self.letters}", name=f"mx.partner{self.letters % 4}.example")
        return made

    def history(self, boxes, days=10, messages=3):
        """The same for days gone by: {box: owner's address}."""
        for ago in range(days, 0, -1):
            for box, address in boxes.items():
                self.ordinary_day(box, address, ago, messages, until="18:00:00")
