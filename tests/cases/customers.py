"""An owner and the customers he has written to from his office in the weeks before today."""


def written_before(server, mailbox, office, count):
    """`count` customers, one offer to each; their addresses."""
    people = [f"office@customer{number}.example" for number in range(count)]
    for number, person in enumerate(people):
        server.smtp_auth_message(mailbox, office, (3 + number % 15, f"1{number % 6}:10:{number:02d}"), [person],
                                 f"Our offer to you, {number}")
    return people


def invoices(server, mailbox, client, customers):
    """One to each within an hour of the afternoon."""
    for number, at in enumerate(server.spread("14:00:00", "14:50:00", len(customers))):
        server.smtp_auth_message(mailbox, client, at, [customers[number]], f"Invoice 2026-{101 + number}",
                                 ("delivered",) * 4 + ("greylisted",))
