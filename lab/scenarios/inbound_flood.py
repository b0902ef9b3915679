"""One host floods the lawyer's mailbox with 200 letters; a newsletter's provider sends forty honest ones to everybody."""
import estate
from clients import Letter


def play(town):
    crime = town.crime("inbound")
    for n in range(10):
        letters = [Letter(f"noreply{n}{k}@shop{k}.dark.test", ["office@samuel-law.example"], f"Confirm subscription {n}{k}")
                   for k in range(20)]
        crime.smtp(town.at("13:20") + 75 * n, "203.0.113.25", letters, helo="vps25.cloud.test", port=25)
    for n, owner in enumerate(estate.PASSWORDS):
        town.letter(town.at("13:00") + 600 * n, "world", "192.0.2.230", helo="out.letters.test", port=25,
                    letters=[Letter(f"bounce-{n}{k}@letters.test", [owner], "Wholesale news of the week",
                                    headers={"From": "Wholesale News <news@letters.test>",
                                             "List-Id": "Wholesale news <news.letters.test>",
                                             "List-Unsubscribe": f"<https://letters.test/u/{n}{k}>"})
                             for k in range(5)])
