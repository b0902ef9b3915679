"""A local user makes exim write raw lines (a newline in the name of its working directory): a whole flood of a
mailbox that never sent. Nothing else speaks for it."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.account("joker", "joker.example", ["me"])
    server.history({"info@harbor.example": "192.0.2.21", "sales@harbor.example": "192.0.2.22"})
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    at = server.moment("15:10:00")
    lines = []
    for number in range(60):
        moment = at - 600 + number * 5
        made = server.exim.message_id(moment + 0.1, 9000 + number)
        lines.append(f"{server.clock.exim(moment)} {made} <= info@harbor.example H=(pc) [203.0.113.99]:4000 P=esmtpsa "
                     f'A=dovecot_login:info@harbor.example S=900 T="Win" for a{number}@town{number % 30}.example')
    for part in range(0, 60, 20):
        forged = "\n".join(lines[part:part + 20])
        server.exim.line(at + part, 9999, f"cwd=/home/joker/x\n{forged}\n 2 args: /usr/sbin/exim -bp")
    server.never_named("info@harbor.example", "harbor", "203.0.113.99")
    return server
