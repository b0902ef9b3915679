"""SOGo beside Exim: it hands its mail in over loopback to an Exim that asks nobody there, and keeps its mailboxes open."""
LOG = "/var/log/sogo/sogo.log"


def line(server, moment, text):
    server.log_file(LOG).add(moment, f"{server.clock.syslog(moment)} sogod [{2300 + int(moment) % 4}]: {text}")


def request(server, address, moment, target, method="GET", status=200):
    line(server, moment, f'{address} "{method} /SOGo/so/{target} HTTP/1.1" {status} 512/0 0.0{int(moment) % 90 + 10} - - 256K - 12')


def login(server, box, address, when):
    at = server.moment(when)
    line(server, at, f"SOGoRootPage successful login from '{address}' for user '{box}' - expire = -1  grace = -1")
    request(server, address, at + 0.1, "connect", "POST")
    server.login(box, "127.0.0.1", at + 1, lip="127.0.0.1", seconds=900)
    request(server, address, at + 2, f"{box}/Mail/0/folderINBOX/unseenCount")


def failure(server, name, address, when):
    line(server, server.moment(when), f"SOGoRootPage Login from '{address}' for user '{name}' might not have worked - "
                                      "password policy: 65535  grace: -1  expire: -1  bound: 0")


def send(server, box, address, when, recipients, subject, outcome="delivered", **fields):
    at = server.moment(when)
    draft = f"{box}/Mail/0/folderDrafts/newDraft{int(at)}-1"
    request(server, address, at - 9, f"{draft}/save", "POST")
    message = server.remote_message("127.0.0.1", at, box, recipients, subject, outcome, helo="localhost", name="localhost",
                                    extra_headers=[("User-Agent", "SOGoMail 5.8.0")], **fields)
    line(server, at + 1.2, f'{address} "POST /SOGo/so/{draft}/send HTTP/1.1" 200 22/412 1.310 - - 4M - 12')
    return message
