"""A stranger posts twelve times within an hour to a majordomo list, whose copies that program's user writes as their list's owner, without a
header of lists: the aliases tell that it is one. The list is told, and no program of an account's."""
from all_different import outcomes
from server import Server

LIST, POSTER = "news@birdclub.example", "203.0.113.31"
ALIASES = "/etc/virtual/birdclub.example/majordomo/list.aliases"


def post(server, members, client, when, sender, subject, outcome, **fields):
    letter = server.remote_message(client, when, sender, LIST, subject, name=f"mx.{sender.partition('@')[2]}")
    at = letter.at + 3
    return server.local_message("majordomo", at, "owner-news@birdclub.example", members, subject, outcome, directory="/etc/virtual/majordomo",
                                arguments=("/usr/sbin/sendmail", "-oi", "-oee", "-fowner-news@birdclub.example"),
                                message_id_header=letter.message_id_header, from_header=sender, **fields)


def build(root):
    server = Server(root, layout="directadmin", exim="4.96")
    server.account("birdclub", "birdclub.example", ["info"])
    server.file(ALIASES, 'news: "|/etc/virtual/majordomo/wrapper resend -l news news-list"\nowner-news: info\n')
    server.history({"info@birdclub.example": "192.0.2.21"})
    members = [f"member{number}@{('isp', 'bigmail', 'freemail', 'work')[number % 4]}.example" for number in range(80)]
    for ago in range(12, -1, -1):
        post(server, members, "198.51.100.23", (ago, "09:30:00"), "member3@work.example", f"Sunday {ago}", "delivered")
    for number, at in enumerate(server.spread("12:00:00", "13:00:00", 12)):
        post(server, members, POSTER, at, "member7@work.example", "Crypto chance", outcomes(server, members, 16, number), flood="list")
    server.expect("list", "list", list=LIST, block=[POSTER], spare_origins=["198.51.100.23"], counts=False)
    return server
