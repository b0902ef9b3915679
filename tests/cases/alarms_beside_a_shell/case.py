"""A monitor of this server mails hundreds of alarms in an hour to six people on call, as its own user. In the same hour a shell in a
customer's folder of pictures mails a bought list, on which these people stand too. PHP's log of the shell's calls says nothing of the
monitor's letters: only the shell is named, and no alarm is held."""
from server import Server
from services import ROBOT

SITE, SHELL, DRIVER = "field.example", "/images/contact.php", "203.0.113.66"


def build(root):
    server = Server(root, layout="custom", exim="4.97")
    server.account("field", SITE, ["info"])
    server.account("zabbix", "zabbix.example")
    server.history({f"info@{SITE}": "192.0.2.21"}, days=6)
    oncall = [f"oncall{number}@itcare.example" for number in range(6)]

    def alarm(at, subject, outcome="delivered", **fields):
        for to in oncall:
            server.local_message("zabbix", at, f"zabbix@{server.hostname}", [to], subject, outcome, directory="/",
                                 arguments=("/usr/sbin/sendmail", "-i", "--", to), **fields)

    for ago in range(6, 0, -1):
        for at in server.spread((ago, "01:00:00"), (ago, "22:00:00"), 4):
            alarm(at, "PROBLEM: load on web3")
    start = server.moment("12:00:00")
    for number in range(60):
        alarm(start + number * 50, f"PROBLEM: host{number} unreachable", "greylisted" if number % 12 == 7 else "delivered", honest="monitor")
    script = server.php_file(SITE, SHELL, days_old=1)
    for number in range(90):
        at, to = start + number * 33, server.strangers(1)[0]
        if number % 9 == 2:     # of the same seconds
            at, to = start + number // 9 * 300 + 1, oncall[number % 6]
        server.request(SITE, DRIVER, at, SHELL, "POST", agent=ROBOT)
        server.php_mail(SITE, SHELL, at + 0.3, [to], "You have won", ("delivered", "greylisted", "unknown")[number % 3], flood="shell")
    server.expect("shell", "script", system_user="field", domain=SITE, script=script, block=[DRIVER])
    server.never_named("zabbix")
    return server
