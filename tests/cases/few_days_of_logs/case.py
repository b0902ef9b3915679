"""A newsletter, invoices and a household's letters of one day, where the logs begin two days ago: clean. Beside them three thieves, and a
botnet that uses a mailbox whose owner is somewhere else today: he looks into it once, which none of the hosts does. A teacher who reads at
school all day writes to parents early in the morning from home, where she read on two evenings, with another /64 on each."""
from all_different import outcomes, subject
from few_days import read, write_to_clients, young_logs

AWAY, SCHOOL = "86.90.12.7", "84.17.8.9"
EVENINGS = ("2001:db8:31:7702:91c:44ab:70d3:be02", "2001:db8:31:7719:2b61:7fc0:8e25:13d7", "2001:db8:31:775c:40f7:a9e1:55b2:6c08")


def teacher(server):
    server.account("school", "school.example", ["keller"])
    for ago in (2, 1, 0):
        server.ordinary_day("keller@school.example", SCHOOL, ago, 2)
        read(server, "keller@school.example", SCHOOL, ago)
    for ago in (2, 1):
        read(server, "keller@school.example", EVENINGS[ago], ago, "19:10:00", "21:00:00", 2)
    server.login("keller@school.example", EVENINGS[0], "06:30:00")
    write_to_clients(server, "keller@school.example", EVENINGS[0], "06:40:00", 60, "Evening for parents on Thursday")
    server.never_named("school", SCHOOL, EVENINGS[0])


def build(root, **options):
    server = young_logs(root, **options)
    teacher(server)
    server.account("harbor", "harbor.example", ["info"])
    bots = [f"{31 + number % 60}.{number}.113.{7 + number % 200}" for number in range(120)]
    for number, at in enumerate(server.spread("06:00:00", "14:00:00", 120)):
        to = server.strangers(1, domains=60)
        server.smtp_auth_message("info@harbor.example", bots[number], at, to, subject(server), outcomes(server, to, 4, number), flood="botnet")
    for at in server.spread((1, "08:00:00"), (1, "15:00:00"), 4):
        server.smtp_auth_message("info@harbor.example", "84.17.7.9", at, ["friend@partner.example"], "As agreed", "delivered")
        server.login("info@harbor.example", "84.17.7.9", at)
    for number, at in enumerate(server.spread("09:00:00", "12:00:00", 2)):
        server.smtp_auth_message("info@harbor.example", AWAY, at, [f"friend{number}@partner.example"], f"Offer {number}", "delivered")
    server.login("info@harbor.example", AWAY, "13:00:00")
    server.expect("botnet", "mailbox", account="info@harbor.example", block=bots, counts=False)
    server.never_named(AWAY)
    return server
