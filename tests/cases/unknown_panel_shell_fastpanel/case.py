"""The same shell where the log lies in the home and is nginx's of two: "-frontend" is no part of the site's name, and ~/www
holds a folder for each site, so the file is looked for in that."""
from unknown_panel import fastpanel, shell


def build(root):
    return shell(root, lay_out=fastpanel)
