"""Clients of the lab server, each speaking from an address of its own; all they do is recorded."""
import http.client
import imaplib
import re
import smtplib
import socket
import threading
import urllib.parse
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate

SERVER = {4: "192.0.2.10", 6: "2001:db8::10"}
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"
SCRIPT_AGENT = "python-requests/2.31.0"


@dataclass
class Record:
    """What was really done, for the truth file. Threads add to it."""
    rows: list = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, actor, **row):
        with self.lock:
            self.rows.append({"actor": actor, **row})


record = Record()
serial = iter(range(1, 1_000_000))


def server_for(address):
    return SERVER[6 if ":" in address else 4]


@dataclass
class Letter:
    sender: str
    to: list
    subject: str
    body: str = "Hello,\n\nplease see above.\n"
    agent: str = ""
    header_from: str = ""

    def as_bytes(self):
        message = EmailMessage()
        message["From"] = self.header_from or self.sender
        message["To"] = ", ".join(self.to)
        message["Subject"] = self.subject
        message["Date"] = formatdate(localtime=True)
        message["Message-ID"] = f"<lab.{next(serial)}.{abs(hash(self.subject)) % 9973}@{self.sender.rpartition('@')[2] or 'null'}>"
        if self.agent:
            message["User-Agent"] = self.agent
        message.set_content(self.body)
        return message.as_bytes()


def connect_smtp(address, helo, port, tls):
    smtp = smtplib.SMTP(server_for(address), port, local_hostname=helo, timeout=30,
                        source_address=(address, 0))
    smtp.ehlo()
    if tls:
        smtp.starttls()
        smtp.ehlo()
    return smtp


def log_in(smtp, user, password, mechanism):
    smtp.user, smtp.password = user, password
    call = {"PLAIN": smtp.auth_plain, "LOGIN": smtp.auth_login}[mechanism]
    # No initial response for LOGIN: as the mailers that guess passwords do.
    smtp.auth(mechanism, call, initial_response_ok=mechanism == "PLAIN")


def send(actor, address, letters, *, helo, port=25, tls=False, login=None, mechanism="PLAIN"):
    """One SMTP session; records the id that Exim gives each letter."""
    smtp = connect_smtp(address, helo, port, tls)
    try:
        if login:
            log_in(smtp, *login, mechanism)
        for letter in letters:
            smtp.mail(letter.sender)
            for to in letter.to:
                smtp.rcpt(to)
            code, reply = smtp.data(letter.as_bytes())
            found = re.search(rb"id=(\S+)", reply)
            record.add(actor, what="letter", address=address, code=code, to=letter.to,
                       subject=letter.subject, id=found[1].decode() if found else None)
        smtp.quit()
    finally:
        smtp.close()


def guess_by_smtp(actor, address, users, helo):
    """Wrong passwords, two a session. Exim's answer decides what is recorded."""
    for first in range(0, len(users), 2):
        smtp = connect_smtp(address, helo, 587, False)
        for user in users[first:first + 2]:
            try:
                log_in(smtp, user, "123456", "LOGIN")
            except smtplib.SMTPAuthenticationError:
                record.add(actor, what="guess", via="smtp", address=address, user=user)
        smtp.close()


class ImapFrom(imaplib.IMAP4):
    def __init__(self, address):
        self.address = address
        super().__init__(server_for(address), 143)

    def _create_socket(self, timeout):
        return socket.create_connection((self.host, self.port), 30, (self.address, 0))


def imap(actor, address, user, password):
    box = ImapFrom(address)
    try:
        box.login(user, password)
        box.select("INBOX")
        box.logout()
        record.add(actor, what="login", via="imap", address=address, user=user)
    except imaplib.IMAP4.error:
        record.add(actor, what="guess", via="imap", address=address, user=user)
        box.shutdown()


def web(actor, address, host, path, form=None, agent=BROWSER, to=(), referer=None):
    """One request; `to` = whom the page will mail because of it."""
    connection = http.client.HTTPConnection(server_for(address), 80, timeout=60,
                                            source_address=(address, 0))
    headers = {"Host": host, "User-Agent": agent, "Connection": "close"}
    if referer:
        headers["Referer"] = referer
    if form is None:
        connection.request("GET", path, headers=headers)
    else:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", path, urllib.parse.urlencode(form), headers)
    reply = connection.getresponse()
    reply.read()
    record.add(actor, what="request", address=address, host=host, path=path, status=reply.status,
               method="GET" if form is None else "POST", to=list(to))


def probe_recipients(actor, address, names, domain, helo):
    """Asks for mailboxes until the server hangs up; counts its refusals."""
    smtp = connect_smtp(address, helo, 25, False)
    smtp.mail(f"news@{helo}")
    for name in names:
        try:
            code, _ = smtp.rcpt(f"{name}@{domain}")
        except smtplib.SMTPServerDisconnected:
            break
        if code >= 500:
            record.add(actor, what="refused", address=address, to=[f"{name}@{domain}"])
    smtp.close()


def ask_relay(actor, address, helo):
    smtp = connect_smtp(address, helo, 25, False)
    smtp.mail("probe@relaytest.test")
    code, _ = smtp.rcpt("target@post.test")
    record.add(actor, what="refused", address=address, code=code, to=["target@post.test"])
    smtp.quit()
