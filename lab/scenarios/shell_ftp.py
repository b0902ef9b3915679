"""A mailer comes by FTP with the hotel's stolen password and is driven from elsewhere; the owner uploads pictures by FTP."""
import clients
import estate
from town import Skip

SHELL = "/wp-includes/css/style-old.php"
SITE, HOME = "lakeside-hotel.example", "/home/lakeside/public_html"
LOGIN = "lakeside", estate.FTP_PASSWORD


def play(town):
    if not town.machine.path("/usr/sbin/vsftpd").exists():
        raise Skip("no vsftpd in this suite: the mailer cannot come by FTP")
    intruder, driver, desk = "203.0.113.68", "203.0.113.92", "198.51.100.40"
    crime = town.crime("script", system_user="lakeside", script=HOME + SHELL)
    town.plan("00:06", town.machine.make_folder, HOME + "/wp-includes/css", estate.ids_of("lakeside"))
    town.plan("00:06", town.machine.make_folder, HOME + "/wp-includes", estate.ids_of("lakeside"))
    town.plan("00:07", town.daemons.start_ftp)
    town.plan("09:12", clients.put_by_ftp, desk, *LOGIN, "public_html/lake-in-winter.jpg", b"\xff\xd8 a picture")
    crime.helpers.add(intruder)
    town.plan("11:02", clients.put_by_ftp, intruder, *LOGIN, "public_html" + SHELL,
              (estate.LAB / "props/mailer.php").read_bytes())
    crime.web("12:30", driver, SITE, SHELL)
    for n in range(15):
        to = crime.victims(6)
        crime.web(town.at("13:11") + 120 * n, driver, SITE, SHELL, to=to,
                  form={"k": "lab", "to": ",".join(to), "s": "Invoice 4471 attached", "b": "Please pay."})
    town.visit("13:25", "192.0.2.118", SITE, "/contact.php", to=["booking@" + SITE, "hal.guest@slow.test"],
               form={"email": "hal.guest@slow.test", "text": "Is breakfast included?"})
    crime.senders.add("billing@" + SITE)
    crime.entry = {"how": "ftp_upload", "address": intruder}
