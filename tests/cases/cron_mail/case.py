"""Cron jobs of root and of two accounts mail their output every five minutes to the administrator. Clean."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.account("gazette", "gazette.example", ["news"])
    server.history({"info@harbor.example": "192.0.2.21"})
    jobs = {"root": "/usr/local/bin/check_raid", "harbor": "/home/harbor/bin/sync.sh", "gazette": "/home/gazette/bin/feed.sh"}
    for user, command in jobs.items():
        server.cron_job(user, "*/5 * * * *", command)
        for ago in (2, 1, 0):
            last = "15:55:00" if ago == 0 else "23:50:00"
            for at in range(int(server.moment((ago, "00:05:01"))), int(server.moment((ago, last))), 600):
                server.cron_mail(user, at, command, to="admin@harbor.example",
                                 outcome="greylisted" if ago == 0 and at % 7 == 0 else "delivered")
    return server
