"""The log tells subjects: in the seconds of a shell's calls people write by its own site's form, and their letters are not the shell's. See
shells_of_two_sites.py."""
from shells_of_two_sites import SHELLS, shells, write_in_the_second_of


def build(root):
    server, calls = shells(root, log="subject")
    for domain in SHELLS:
        write_in_the_second_of(server, domain, calls[domain][3::5])
    return server
