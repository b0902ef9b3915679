"""A stolen mailbox phishes its own company, a letter to each of eighty colleagues, from where nobody reads it; its owner
reads at her desk all day. All of it is delivered here."""
import colleagues


def build(root):
    server, people = colleagues.company(root)
    for number, to in enumerate(people):
        server.smtp_auth_message(colleagues.BOX, colleagues.AWAY, server.moment("14:00:00") + number * 8, [to],
                                 "Payroll update: action required", flood="stolen")
    server.expect("stolen", "mailbox", account=colleagues.BOX, block=[colleagues.AWAY], spare_origins=[colleagues.DESK])
    return server
