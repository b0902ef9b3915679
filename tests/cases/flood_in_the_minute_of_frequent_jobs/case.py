"""Something of an account writes to a bought list, and the log has no folders. It begins in a minute of the account's old job, as any minute
in five is: that tells nothing, and the job is not named."""
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("mill", "mill.example", ["info"])
    server.history({"info@mill.example": "192.0.2.62"}, days=14)
    path = "/home/mill/bin/backup.php"
    server.file(path, "<?php\n", days_old=500)
    server.cron_job("mill", "*/5 * * * *", f"/usr/bin/php {path}")
    for number, to in enumerate(server.strangers(300, domains=60, name="winner")):
        server.local_message("mill", server.moment("08:05:04") + number * 0.4, "info@mill.example", [to], "You have won",
                             "unknown" if number % 20 == 1 else "greylisted" if number % 40 == 3 else "delivered", flood="flood")
    server.expect("flood", "script", system_user="mill", script=None)
    return server
