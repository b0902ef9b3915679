"""A phishing page that shows its visitors pictures, as a person's page does. It sends no spam, and is told all the same."""
from phishing import phishing_kit


def build(root):
    server = phishing_kit(root, with_pictures=True)
    server.expect_note("uploads/post/send.php: a program where no site keeps one")
    return server
