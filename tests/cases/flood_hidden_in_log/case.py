"""A customer's program mails from a folder whose name goes on, behind a newline, as a log line that names his neighbour's
site: in the log its letters are a forger's, and believed of nobody. The logs begin two days ago. The letters in the queue tell
whose they are, and each record's first line where the folder lies. He forges beside a neighbour's newsletter too, from that one's
folders that everybody may write into, one of uploads and one of data: that accuses nobody."""
import pathlib

from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.account("club", "club.example", ["info"])
    server.account("joker", "joker.example", ["me"])
    server.history({"info@harbor.example": "192.0.2.21", "me@joker.example": "192.0.2.22"})
    server.logs_begin = server.now - 2 * 86400
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    for number, at in enumerate(server.spread("12:30:00", "13:15:00", 60)):
        folder = f"/home/joker/public_html/a\nb\n{server.clock.exim(at)} cwd=/home/harbor/public_html"
        server.local_message("joker", at, "me@joker.example", server.strangers(1), "Cheap pills",
                             ("delivered", "greylisted")[number % 2], directory=folder,
                             arguments=("/usr/sbin/sendmail", "-t", "-i"), flood="joker")
    server.damage.append(open_to_everybody)
    for number in range(60):
        at = server.moment("10:00:00") + number * 7
        server.exim.line(at - 0.5, 9999, f"cwd=/home/club/public_html/{('uploads', 'data')[number % 2]}/a\nb\n{server.clock.exim(at)} x/y 2 args: /usr/sbin/exim -bp")
        server.local_message("club", at, "club@club.example", [f"member{number}@home{number % 17}.example"], "Our summer party",
                             ("delivered", "delivered", "greylisted")[number % 3], directory="/home/club/public_html/newsletter",
                             arguments=("/usr/sbin/sendmail", "-t", "-i"))
    server.expect("joker", "script", system_user="joker", counts=False)
    server.never_named("harbor", "club", "info@harbor.example")
    return server


def open_to_everybody(tree):
    folder = pathlib.Path(tree, "home/club/public_html/data")
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o777)
