"""Clients of the stage's server, each speaking from an address of its own."""
import ftplib
import http.client
import imaplib
import io
import poplib
import re
import smtplib
import socket
import urllib.parse
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime

SERVER = {4: "192.0.2.10", 6: "2001:db8::10"}
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"
ROBOT = "python-requests/2.31.0"
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
    headers: dict = field(default_factory=dict)  # more of them; From here replaces the sender

    def as_bytes(self, moment):
        message = EmailMessage()
        message["From"] = self.headers.get("From", self.sender)
        message["To"] = ", ".join(self.to)
        message["Subject"] = self.subject
        message["Date"] = format_datetime(moment)
        domain = self.sender.rpartition("@")[2] or "null.test"
        message["Message-ID"] = f"<stage.{next(serial)}@{domain}>"
        if self.agent:
            message["User-Agent"] = self.agent
        for name, value in self.headers.items():
            if name != "From":
                message[name] = value
        message.set_content(self.body)
        return message.as_bytes()


class Smtp:
    """One session. `accepted` = the ids that Exim gave."""

    def __init__(self, address, helo, port=25, tls=False):
        self.smtp = smtplib.SMTP(server_for(address), port, local_hostname=helo, timeout=60,
                                 source_address=(address, 0))
        self.smtp.ehlo()
        if tls:
            self.smtp.starttls()
            self.smtp.ehlo()

    def log_in(self, user, password, mechanism="PLAIN"):
        """False where the server refuses."""
        self.smtp.user, self.smtp.password = user, password
        call = {"PLAIN": self.smtp.auth_plain, "LOGIN": self.smtp.auth_login}[mechanism]
        try:
            # No initial response for LOGIN: as the mailers that guess passwords do.
            self.smtp.auth(mechanism, call, initial_response_ok=mechanism == "PLAIN")
        except smtplib.SMTPAuthenticationError:
            return False
        return True

    def log_in_patiently(self, user, password, mechanism="PLAIN"):
        """With the right password. Dovecot's auth, idle since the stage's clock was hours behind, can take the first request
        for one that has waited so long, and refuse it ("Request timed out ... (51480 secs)")."""
        return self.log_in(user, password, mechanism) or self.log_in(user, password, mechanism)

    def send(self, letter, moment):
        """(id that Exim gave or None, recipients it took)"""
        taken = []
        self.smtp.mail(letter.sender)
        for to in letter.to:
            code, _ = self.smtp.rcpt(to)
            if code < 300:
                taken.append(to)
        if not taken:
            self.smtp.rset()
            return None, []
        _, reply = self.smtp.data(letter.as_bytes(moment))
        found = re.search(rb"id=(\S+)", reply)
        return (found[1].decode(), taken) if found else (None, [])

    def ask(self, sender, recipients):
        """How many of them are refused before the server hangs up."""
        self.smtp.mail(sender)
        refused = 0
        for to in recipients:
            try:
                code, _ = self.smtp.rcpt(to)
            except smtplib.SMTPServerDisconnected:
                break
            refused += code >= 500
        return refused

    def close(self):
        try:
            self.smtp.quit()
        except smtplib.SMTPException:
            self.smtp.close()


class _ImapFrom(imaplib.IMAP4):
    def __init__(self, address):
        self.address = address
        super().__init__(server_for(address), 143)

    def _create_socket(self, timeout):
        return socket.create_connection((self.host, self.port), 60, (self.address, 0))


class _Pop3From(poplib.POP3):
    def __init__(self, address):
        self.address = address
        super().__init__(server_for(address), 110)

    def _create_socket(self, timeout):
        return socket.create_connection((self.host, self.port), 60, (self.address, 0))


def read_mail(address, user, password, door="imap"):
    """Opens the mailbox; whether the password was right."""
    box = _ImapFrom(address) if door == "imap" else _Pop3From(address)
    try:
        if door == "imap":
            box.login(user, password)
            box.select("INBOX")
            box.logout()
        else:
            box.user(user)
            box.pass_(password)
            box.quit()
    except imaplib.IMAP4.error:
        box.shutdown()
        return False
    except poplib.error_proto:
        box.close()
        return False
    return True


def multipart(fields, files):
    """(content type, body) of a form with files: name -> (file name, bytes)."""
    edge = "stage-edge-7d1f"
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
             for key, value in fields.items()]
    for key, (name, data) in files.items():
        parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="{key}"; filename="{name}"\r\n'
                     "Content-Type: application/octet-stream\r\n\r\n".encode() + data + b"\r\n")
    return f"multipart/form-data; boundary={edge}", b"".join(parts) + f"--{edge}--\r\n".encode()


def web(address, host, path, form=None, files=None, agent=BROWSER, headers=None):
    """One request; (status, headers, body)."""
    connection = http.client.HTTPConnection(server_for(address), 80, timeout=120, source_address=(address, 0))
    head = {"Host": host, "User-Agent": agent, "Connection": "close", **(headers or {})}
    if form is None and files is None:
        connection.request("GET", path, headers=head)
    elif files is None:
        head["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", path, urllib.parse.urlencode(form), head)
    else:
        head["Content-Type"], body = multipart(form or {}, files)
        connection.request("POST", path, body, head)
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    return reply.status, reply.headers, body


class _FtpFrom(ftplib.FTP):
    def ntransfercmd(self, cmd, rest=None):
        self.source_address = (self.source_address[0], 0)
        return super().ntransfercmd(cmd, rest)


def put_by_ftp(address, user, password, path, data):
    ftp = _FtpFrom(source_address=(address, 0), timeout=60)
    ftp.connect(server_for(address), 21)
    ftp.login(user, password)
    ftp.storbinary(f"STOR {path}", io.BytesIO(data))
    ftp.quit()
