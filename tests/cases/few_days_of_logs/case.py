"""A newsletter, invoices and a household's letters of one day, where the logs begin two days ago: clean. Beside them two thieves, and a
botnet that uses a mailbox whose owner is somewhere else today: he looks into it once, which none of the hosts does."""
from all_different import outcomes, subject
from few_days import young_logs

AWAY = "86.90.12.7"


def build(root):
    server = young_logs(root)
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
