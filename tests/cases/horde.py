"""Horde beside Exim: it runs sendmail as the web server's user, so its own log alone tells whose each letter is."""
LOG = "/var/log/horde/horde.log"
SITE = "webmail.harbor.example"
AJAX = "/horde/services/ajax.php/imp/"


def line(server, moment, level, text, where):
    wall = server.clock.wall(moment)
    server.log_file(LOG).add(moment, f"{wall.isoformat(timespec='seconds')} {level}: HORDE [imp] {text} "
                                     f"[pid {server.exim.pid(moment)} on line {where}\"]")


def request(server, address, when, target):
    at = server.moment(when)
    server.log_file("/var/log/apache2/other_vhosts_access.log").add(
        at, f'{SITE}:443 {address} - - [{server.web_clock.web(at)}] "POST {AJAX}{target} HTTP/1.1" 200 412 '
            f'"https://{SITE}/horde/imp/dynamic.php" "Mozilla/5.0"')
    server.login(server.horde_user, "127.0.0.1", at + 0.2, lip="127.0.0.1", seconds=1)


def login(server, box, address, when):
    """Logs in, and looks around for a while."""
    server.horde_user, at = box, server.moment(when)
    request(server, address, at - 0.4, "listMailboxes")
    line(server, at, "NOTICE", f"Login success for {box} ({address}) to {{imap://localhost/}}", '157 of "/usr/share/horde/imp/lib/Auth.php')
    for number in range(4):
        request(server, address, at + 60 + number * 240, "viewport")


def failure(server, name, address, when, forwarded=""):
    line(server, server.moment(when), "INFO", f"FAILED LOGIN for {name} ({address}){forwarded} to {{imap://localhost/}}",
         '157 of "/usr/share/horde/imp/lib/Auth.php')


def send(server, box, address, when, recipients, subject, outcome="delivered", **fields):
    """A page of Horde's hands the letter to sendmail, keeps a copy by IMAP and writes its line."""
    at = server.moment(when)
    server.horde_user = box
    request(server, address, at - 0.2, "sendMessage")
    fields.setdefault("sender", box)
    sender = fields.pop("sender")
    message = server.local_message(
        server.layout.web_user[0], at, sender, recipients, subject, outcome, directory="/usr/share/horde/services",
        arguments=("/usr/sbin/sendmail", "-oi", "-f", sender, "--", *recipients),
        extra_headers=[("User-Agent", "Horde Application Framework 5"), ("X-Originating-IP", f"[{address}]")], **fields)
    line(server, at + 0.4, "INFO", f"Message sent to {', '.join(recipients)} from {box} ({address})",
         '1169 of "/usr/share/horde/imp/lib/Compose.php')
    return message
