"""An infected machine of the office that may send without a login mails 150 letters; the office's scanner mails five scans."""
from clients import Letter


def play(town):
    crime = town.crime("relay")
    for n in range(15):
        letters = [Letter(f"support{n}@dark.test", [to], "Your account is limited", "Confirm: https://id.dark.test\n")
                   for to in crime.victims(10)]
        crime.smtp(town.at("13:25") + 170 * n, "192.0.2.70", letters, helo="DESKTOP-8F2K", port=25)
    for n in range(5):
        town.letter(town.at("09:40") + 4300 * n, "scanner", "192.0.2.66", helo="scanner", port=25, tls=False,
                    letters=[Letter("scanner@samuel-law.example", ["office@samuel-law.example"], f"Scan {n + 1}")])
